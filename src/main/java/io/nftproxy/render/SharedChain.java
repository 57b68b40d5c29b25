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

    Verdict verdict() {
        return new Verdict.Goto(chainName());
    }

    @Override
    public int compareTo(SharedChain other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : Integer.compare(slots, other.slots);
    }
}
