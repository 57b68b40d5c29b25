package io.nftproxy.kernel.host;

import java.time.Duration;

/**
 * The settings of section {@code conntrack} of the configuration. Zero, or false, keeps the
 * kernel's value.
 *
 * @param maxPerCore the maximum of tracked connections for each CPU
 * @param min the lower bound of that maximum times the CPUs, unless the product exceeds 1048576
 */
public record ConntrackSettings(
        int maxPerCore,
        int min,
        Duration tcpEstablishedTimeout,
        Duration tcpCloseWaitTimeout,
        boolean tcpBeLiberal,
        Duration udpTimeout,
        Duration udpStreamTimeout) {

    /** The highest limit that kube-proxy derives from the CPUs; {@code min} does not raise it. */
    private static final int SCALED_MAX = 1024 * 1024;

    /** Returns the least value of {@code nf_conntrack_max}; 0 to keep the kernel's. */
    int maxConnections(int cpus) {
        if (maxPerCore <= 0) {
            return 0;
        }
        long scaled = (long) maxPerCore * cpus;
        return scaled > SCALED_MAX ? SCALED_MAX : (int) Math.max(scaled, min);
    }
}
