package io.nftproxy.config;

import java.time.Duration;

/**
 * The {@code nftables} section.
 *
 * @param masqueradeBit 0 to 31: the bit of the packet mark for "masquerade in postrouting"
 * @param masqueradeAll masquerade all traffic to ClusterIPs
 * @param syncPeriod how soon a failed sync is tried again; positive
 * @param minSyncPeriod shortest time between two syncs; zero: not set by the user, see {@link
 *     ProxyConfig#minSyncPeriod}
 */
public record NfTables(
        int masqueradeBit, boolean masqueradeAll, Duration syncPeriod, Duration minSyncPeriod) {
    /** The packet mark with only the bit set, for example 0x4000. */
    public int masqueradeMark() {
        return 1 << masqueradeBit;
    }
}
