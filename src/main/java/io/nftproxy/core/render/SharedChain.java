package io.nftproxy.core.render;

import io.nftproxy.core.nft.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A chain that all services with equally many endpoints share, {@code cluster-7}.
 *
 * @param slots from how many slots it draws
 */
record SharedChain(Kind kind, int slots) implements Shared {
    /** What such a chain does. */
    enum Kind {
        /** Draws from the cluster pool. */
        CLUSTER("cluster-"),
        /** Marks for masquerade, then as {@link #CLUSTER}. */
        EXTERNAL("external-"),
        /** Draws from the local pool; with no slots, drops. */
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

    /** Where a chain that marks goes on; itself if it does not mark. */
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

    // As in IpAddress: faster than what a record has from the compiler.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SharedChain that && slots == that.slots && kind == that.kind;
    }

    @Override
    public int hashCode() {
        return kind.hashCode() * 31 + slots;
    }
}
