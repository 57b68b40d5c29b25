package io.nftproxy.core.render;

import io.nftproxy.core.nft.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A chain that all Services with the same number of endpoints share, {@code cluster-7}.
 *
 * @param slots the number of slots that it draws from
 */
record SharedChain(Kind kind, int slots) implements Shared {
    /** The pool that the chain draws from, and whether it marks packets for masquerade. */
    enum Kind {
        /** Draws from the cluster pool. */
        CLUSTER("cluster-"),
        /** Marks packets for masquerade and continues as {@link #CLUSTER}. */
        EXTERNAL("external-"),
        /** Draws from the local pool; drops packets without slots. */
        LOCAL("local-"),
        NODEPORT("nodeport-"),
        NODEPORT_EXTERNAL("nodeport-external-"),
        NODEPORT_LOCAL("nodeport-local-");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    String chainName() {
        return kind.prefix + slots;
    }

    /** Returns the chain that draws the slot: this one, or the one that a marking chain goes to. */
    SharedChain unmarked() {
        return switch (kind) {
            case EXTERNAL -> new SharedChain(Kind.CLUSTER, slots);
            case NODEPORT_EXTERNAL -> new SharedChain(Kind.NODEPORT, slots);
            case CLUSTER, LOCAL, NODEPORT, NODEPORT_LOCAL -> this;
        };
    }

    Verdict verdict() {
        return new Verdict.Goto(chainName());
    }

    @Override
    public boolean hasChain(String name) {
        return chainName().equals(name);
    }

    @Override
    public boolean hasSet(String name) {
        return false;
    }

    // As in IpAddress: faster than the methods that the compiler generates.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SharedChain that && slots == that.slots && kind == that.kind;
    }

    @Override
    public int hashCode() {
        return kind.hashCode() * 31 + slots;
    }
}
