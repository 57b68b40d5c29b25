package io.nftproxy.config;

import java.time.Duration;

/** The {@code iptables} section: checked, written back, and otherwise unused. */
public record IpTables(
        int masqueradeBit,
        boolean masqueradeAll,
        boolean localhostNodePorts,
        Duration syncPeriod,
        Duration minSyncPeriod) {}
