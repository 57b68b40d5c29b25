package io.nftproxy.kernel.host;

import io.nftproxy.core.model.IpFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The address families of a host: IPv4, and IPv6 unless it is disabled. */
public final class AddressFamilies {
    private static final Logger LOG = LoggerFactory.getLogger(AddressFamilies.class);
    private static final List<IpFamily> IPV4_ONLY = List.of(IpFamily.IPV4);
    private static final List<IpFamily> BOTH = List.of(IpFamily.IPV4, IpFamily.IPV6);

    /** Missing on a kernel without IPv6, or booted with {@code ipv6.disable=1}. */
    private static final String IF_INET6 = "proc/net/if_inet6";

    /** 1 if IPv6 is disabled on all interfaces. */
    private static final String DISABLE = "proc/sys/net/ipv6/conf/all/disable_ipv6";

    private AddressFamilies() {}

    /** Returns the families of this process's network namespace, IPv4 first. */
    public static List<IpFamily> ofThisHost() {
        return of(Path.of("/"));
    }

    /**
     * Returns the families of a host.
     *
     * @param root the folder with {@code proc}
     */
    static List<IpFamily> of(Path root) {
        if (!Files.exists(root.resolve(IF_INET6))) {
            return ipv4Only("/" + IF_INET6 + " is missing");
        }
        if (isOne(root.resolve(DISABLE))) {
            return ipv4Only("net.ipv6.conf.all.disable_ipv6 is 1");
        }
        return BOTH;
    }

    private static List<IpFamily> ipv4Only(String why) {
        LOG.info("IPv6 is disabled on this host: {}; proxying Services for IPv4 only", why);
        return IPV4_ONLY;
    }

    private static boolean isOne(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("").strip().equals("1");
        } catch (IOException unknown) {
            return false;
        }
    }
}
