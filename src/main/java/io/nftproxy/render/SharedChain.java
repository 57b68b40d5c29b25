package io.nftproxy.render;

import io.nftproxy.ruleset.Verdict;
import java.util.Locale;

/**
 * A chain that all services with equally many endpoints share, {@code cluster-7}.
 *
 * @param slots from how many slots it draws
 */
record SharedChain(Kind kind, int slots) implements Comparable<SharedChain> {
    /** What such a chain does. */
    enum Kind {
        /** Draws from the cluster pool. */
        CLUSTER,
        /** Marks for masquerade, then as {@link #CLUSTER}. */
        EXTERNAL,
        /** Draws from the local pool; with no slots, drops. */
        LOCAL,
        NODEPORT,
        NODEPORT_EXTERNAL,
        NODEPORT_LOCAL
    }

    String chainName() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + slots;
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
    public int compareTo(SharedChain other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : Integer.compare(slots, other.slots);
    }
}
