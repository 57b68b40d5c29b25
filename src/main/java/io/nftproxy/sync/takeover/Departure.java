package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.nft.TableRef;
import java.util.ArrayList;
import java.util.List;

/**
 * What of kube-proxy's leaves a table that it shared with others.
 *
 * @param jumps the rules of base chains that lead into kube-proxy's chains
 * @param emptied kube-proxy's chains that lose their rules, deleted ones among them
 * @param deleted kube-proxy's chains that go altogether
 * @param kept kube-proxy's chains that stay, because others use them
 * @param closesForward whether forwarded packets of services were accepted by one of the chains,
 *     and are now left to a base chain that drops by default
 */
public record Departure(
        TableRef table,
        List<Jump> jumps,
        List<String> emptied,
        List<String> deleted,
        List<String> kept,
        boolean closesForward) {
    public Departure {
        jumps = List.copyOf(jumps);
        emptied = List.copyOf(emptied);
        deleted = List.copyOf(deleted);
        kept = List.copyOf(kept);
    }

    /** A rule that jumps. */
    public record Jump(String chain, long handle) {}

    /** Whether there is nothing of kube-proxy's that could go. */
    public boolean isEmpty() {
        return jumps.isEmpty() && emptied.isEmpty() && deleted.isEmpty();
    }

    /**
     * As steps of a transaction: no chain is deleted before every rule that leads to it is gone.
     * Emptying a chain that is empty is a step too, and does nothing.
     */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        for (String chain : emptied) {
            operations.add(new Operation.FlushChain(table, chain));
        }
        for (Jump jump : jumps) {
            operations.add(new Operation.DeleteRule(table, jump.chain(), jump.handle()));
        }
        for (String chain : deleted) {
            operations.add(new Operation.DeleteChain(table, chain));
        }
        return operations;
    }

    /** For a person: {@code ip nat (212 chains, 3 jumps, kept for others: KUBE-MARK-MASQ)}. */
    @Override
    public String toString() {
        String others = kept.isEmpty() ? "" : ", kept for others: " + String.join(" ", kept);
        return "%s (%d chains, %d jumps%s)".formatted(table, deleted.size(), jumps.size(), others);
    }
}
