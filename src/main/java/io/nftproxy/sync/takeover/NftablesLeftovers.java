package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.sync.Leftovers;

/**
 * The leftovers of kube-proxy in nftables, removed after each full sync.
 *
 * <p>A takeover takes two transactions: the sync commits the rules of nftproxy, and the next one
 * removes kube-proxy's. In between both are in place and do the same. One transaction for both
 * would leave a gap: a packet passes the base chains of both one after the other, so a packet that
 * passes nftproxy's just before the commit, and kube-proxy's just after it, would find neither.
 *
 * <p>Looking again after each full sync also removes the rules of a kube-proxy that ran beside
 * nftproxy for a while.
 */
public final class NftablesLeftovers implements Leftovers {
    private final ForeignTables tables;
    private final TakeoverReport report;

    public NftablesLeftovers(ForeignTables tables, TakeoverReport report) {
        this.tables = tables;
        this.report = report;
    }

    @Override
    public void remove(KernelTable kernel) {
        try {
            KubeProxyRules rules = KubeProxyRules.remove(tables, kernel);
            if (!rules.isEmpty()) {
                report.removed(rules.toString());
            }
            for (ChainRemoval chains : rules.chains()) {
                if (chains.closesForward()) {
                    report.problem(
                            ("Removed KUBE-FORWARD from table %s, whose chain FORWARD drops by"
                                            + " default: forwarded packets of Services are dropped"
                                            + " unless another rule accepts them")
                                    .formatted(chains.table()));
                }
            }
        } catch (KernelFailure e) {
            report.problem(
                    "Cannot remove kube-proxy's leftovers: %s; retrying after the next full sync"
                            .formatted(e.getMessage()));
        }
    }
}
