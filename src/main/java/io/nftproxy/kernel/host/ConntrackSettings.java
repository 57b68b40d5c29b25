package io.nftproxy.kernel.host;

import java.time.Duration;

/**
 * The section {@code conntrack} of the configuration. A zero, or false, leaves the kernel's value
 * alone.
 *
 * @param maxPerCore connections tracked at most, for each CPU
 * @param min lower bound of the product, unless that is above 1048576
 */
public record ConntrackSettings(
        int maxPerCore,
        int min,
        Duration tcpEstablishedTimeout,
        Duration tcpCloseWaitTimeout,
        boolean tcpBeLiberal,
        Duration udpTimeout,
        Duration udpStreamTimeout) {

    /** What kube-proxy sets on a node with many CPUs, whatever {@code min} says. */
    private static final int SCALED_MAX = 1024 * 1024;

    /** The least value for {@code nf_conntrack_max}; 0 to leave it alone. */
    int maxConnections(int cpus) {
        if (maxPerCore <= 0) {
            return 0;
        }
        long scaled = (long) maxPerCore * cpus;
        return scaled > SCALED_MAX ? SCALED_MAX : (int) Math.max(scaled, min);
    }
}
