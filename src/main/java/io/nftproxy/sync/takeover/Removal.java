package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.diff.Transaction;

/** Removes kube-proxy's rules from nftables, in one transaction. */
final class Removal {
    /** What others change between our look and our commit is seen at the next look. */
    private static final int MAX_TRIES = 4;

    private Removal() {}

    /**
     * Removes what is there; nothing is no error.
     *
     * @return what was removed
     * @throws KernelFailure if the kernel cannot be asked, or refuses each time
     */
    static KubeProxyRules of(ForeignTables tables, KernelTable kernel) throws KernelFailure {
        for (int i = 1; ; i++) {
            KubeProxyRules found = KubeProxyRules.in(tables);
            try {
                kernel.commit(new Transaction(found.removal()));
                return found;
            } catch (CommitRejected e) {
                if (i == MAX_TRIES) {
                    throw e;
                }
            }
        }
    }
}
