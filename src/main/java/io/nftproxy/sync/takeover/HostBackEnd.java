package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.nft.SharedTable;
import io.nftproxy.core.nft.TableRef;
import java.util.Set;

/**
 * Which iptables the host uses, as far as nftables tells: kubelet leaves a chain for those who ask,
 * {@code KUBE-IPTABLES-HINT} in {@code mangle}, and before 1.24 {@code KUBE-KUBELET-CANARY}.
 */
final class HostBackEnd {
    private static final Set<String> HINTS = Set.of("KUBE-IPTABLES-HINT", "KUBE-KUBELET-CANARY");

    private HostBackEnd() {}

    /** Whether kubelet's chains are in nftables; false if they are elsewhere, or nowhere. */
    static boolean isNftables(ForeignTables tables) {
        try {
            for (TableRef table : tables.tables()) {
                if (table.family() != TableRef.Family.INET && table.name().equals("mangle")) {
                    SharedTable mangle = tables.read(table);
                    if (mangle.chains().keySet().stream().anyMatch(HINTS::contains)) {
                        return true;
                    }
                }
            }
            return false;
        } catch (KernelFailure e) {
            return false;
        }
    }
}
