package io.nftproxy.sync.takeover;

import io.nftproxy.core.model.IpFamily;
import java.io.IOException;
import java.util.Optional;

/** The rules of iptables-legacy, which no netlink message tells of. */
public interface LegacyTables {
    /**
     * Whether the kernel has any of its tables in this network namespace; without them there are no
     * rules.
     */
    boolean present(IpFamily family);

    /**
     * What {@code iptables-legacy-save} prints; empty if there is no such tool here.
     *
     * @throws IOException if the tool fails
     */
    Optional<String> save(IpFamily family) throws IOException;

    /**
     * Has {@code iptables-legacy-restore --noflush} read a text: each table of it changes at once.
     *
     * @throws IOException if the tool fails
     */
    void restore(IpFamily family, String text) throws IOException;
}
