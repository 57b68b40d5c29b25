package io.nftproxy.config;

import java.time.Duration;
import java.util.List;

/** The {@code ipvs} section: checked if the mode asks for it, written back, otherwise unused. */
public record Ipvs(
        Duration syncPeriod,
        Duration minSyncPeriod,
        String scheduler,
        List<String> excludeCidrs,
        boolean strictArp,
        Duration tcpTimeout,
        Duration tcpFinTimeout,
        Duration udpTimeout) {
    public Ipvs {
        excludeCidrs = List.copyOf(excludeCidrs);
    }
}
