package io.nftproxy.startup;

import java.time.Duration;

/**
 * The section {@code conntrack} of the configuration. A zero, or false, leaves the kernel's value
 * alone.
 *
 * @param maxPerCore connections tracked at most, for each CPU
 * @param min lower bound of the product
 */
public record ConntrackSettings(
        int maxPerCore,
        int min,
        Duration tcpEstablishedTimeout,
        Duration tcpCloseWaitTimeout,
        boolean tcpBeLiberal,
        Duration udpTimeout,
        Duration udpStreamTimeout) {

    /** What a node with the whole range of ports needs; more only takes memory. */
    private static final long SCALED_MAX = 1024 * 1024;

    /** The value for {@code nf_conntrack_max}; 0 to leave it alone. */
    int maxConnections(int cpus) {
        if (maxPerCore <= 0) {
            return 0;
        }
        long scaled = Math.min((long) maxPerCore * cpus, SCALED_MAX);
        return (int) Math.max(scaled, min);
    }
}
