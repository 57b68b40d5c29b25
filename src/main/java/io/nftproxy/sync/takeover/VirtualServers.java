package io.nftproxy.sync.takeover;

import java.io.IOException;

/** The virtual servers of IPVS in a network namespace. */
@FunctionalInterface
public interface VirtualServers {
    /**
     * Removes all of them, with their real servers.
     *
     * @return false if the kernel has no IPVS, or has not loaded it
     * @throws IOException if the kernel refuses; says what was tried and the error
     */
    boolean flush() throws IOException;
}
