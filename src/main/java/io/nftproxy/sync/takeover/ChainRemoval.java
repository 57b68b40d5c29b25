package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.nft.TableRef;
import java.util.ArrayList;
import java.util.List;

/**
 * The removal of kube-proxy's iptables chains from one table that other programs use too.
 *
 * @param jumps the rules of base chains that jump to chains of kube-proxy
 * @param emptied the chains of kube-proxy that lose their rules, including the deleted ones
 * @param deleted the chains of kube-proxy that are deleted
 * @param kept the chains of kube-proxy that stay because other programs use them
 * @param closesForward whether {@code KUBE-FORWARD} is deleted, which accepted forwarded packets of
 *     Services, while the base chain {@code FORWARD} drops by default
 */
record ChainRemoval(
        TableRef table,
        List<Jump> jumps,
        List<String> emptied,
        List<String> deleted,
        List<String> kept,
        boolean closesForward) {
    ChainRemoval {
        jumps = List.copyOf(jumps);
        emptied = List.copyOf(emptied);
        deleted = List.copyOf(deleted);
        kept = List.copyOf(kept);
    }

    /** A rule that jumps, by its chain and its handle. */
    record Jump(String chain, long handle) {}

    /** Returns whether there is nothing to remove. */
    boolean isEmpty() {
        return jumps.isEmpty() && emptied.isEmpty() && deleted.isEmpty();
    }

    /**
     * Returns the removal as operations of a transaction. The kernel deletes a chain only when no
     * rule leads to it, so rules come first. Flushing an empty chain is allowed.
     */
    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        emptied.forEach(chain -> operations.add(new Operation.FlushChain(table, chain)));
        jumps.forEach(
                jump ->
                        operations.add(
                                new Operation.DeleteRule(table, jump.chain(), jump.handle())));
        deleted.forEach(chain -> operations.add(new Operation.DeleteChain(table, chain)));
        return operations;
    }

    /**
     * Returns a description for operators: {@code table ip nat (17 chains, 3 jumps; kept for other
     * programs: KUBE-MARK-MASQ)}.
     */
    @Override
    public String toString() {
        String others =
                kept.isEmpty() ? "" : "; kept for other programs: " + String.join(" ", kept);
        return "table %s (%d chains, %d jumps%s)"
                .formatted(table, deleted.size(), jumps.size(), others);
    }
}
