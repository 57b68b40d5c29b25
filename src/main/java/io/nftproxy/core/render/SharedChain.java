package io.nftproxy.core.render;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.nft.Verdict;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A chain that draws a slot. All Services with the same scheduler and number of slots share it,
 * {@code cluster-7} or {@code cluster-251-sh}. With {@code rr} each Service port has a counter and
 * so chains of its own, {@code cluster-rr4-default/web/http/tcp}.
 *
 * <p>The name of a chain of one Service port does not have the number of slots, so that it stays
 * when endpoints come and go: during the commit that adds a chain, a packet may enter it and find
 * it empty.
 *
 * @param slots the number of slots that it draws from
 * @param owner the one Service port whose chain it is, with family and pool; null if it is shared
 */
record SharedChain(Kind kind, int slots, Scheduler scheduler, @Nullable Owned owner)
        implements Shared {
    /**
     * A pool of a Service port.
     *
     * @param suffix {@code rr4-default/web/http/tcp}; {@code rr-local4-…} for the local pool
     */
    record Owned(IpFamily family, String suffix) {}

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
        if (owner != null) {
            return kind.prefix + owner.suffix();
        }
        return kind.prefix + slots + (scheduler == Scheduler.RANDOM ? "" : "-" + scheduler);
    }

    /** Returns whether packets of a family can enter the chain. */
    boolean has(IpFamily family) {
        return owner == null || owner.family() == family;
    }

    /** Returns the chain that draws the slot: this one, or the one that a marking chain goes to. */
    SharedChain unmarked() {
        return switch (kind) {
            case EXTERNAL -> of(Kind.CLUSTER);
            case NODEPORT_EXTERNAL -> of(Kind.NODEPORT);
            case CLUSTER, LOCAL, NODEPORT, NODEPORT_LOCAL -> this;
        };
    }

    private SharedChain of(Kind other) {
        return new SharedChain(other, slots, scheduler, owner);
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
        return other instanceof SharedChain that
                && slots == that.slots
                && kind == that.kind
                && scheduler == that.scheduler
                && Objects.equals(owner, that.owner);
    }

    @Override
    public int hashCode() {
        return ((kind.hashCode() * 31 + slots) * 31 + scheduler.hashCode()) * 31
                + (owner == null ? 0 : owner.suffix().hashCode());
    }
}
