package io.nftproxy;

import io.nftproxy.model.IpAddress;
import io.nftproxy.model.IpFamily;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Addresses of this host's interfaces. */
final class LocalAddresses {
    private static final Logger LOG = LoggerFactory.getLogger(LocalAddresses.class);

    private LocalAddresses() {}

    /** As they are now; empty if they cannot be read. */
    static Set<IpAddress> read() {
        Set<IpAddress> addresses = new TreeSet<>();
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(address -> addresses.add(of(address)));
        } catch (SocketException e) {
            LOG.warn("cannot read the addresses of this host: {}", e.getMessage());
        }
        return addresses;
    }

    private static IpAddress of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return IpAddress.ofBytes(bytes, 0, bytes.length == 4 ? IpFamily.IPV4 : IpFamily.IPV6);
    }
}
