package io.nftproxy.app;

import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.explain.KernelView;
import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.trace.ElementLookup;
import java.util.List;
import java.util.function.Predicate;

/** The view of a kernel without a table, for {@code nftproxy rehearse --without-kernel}. */
final class RehearsalKernel implements KernelView {
    @Override
    public Ruleset read() {
        return Ruleset.ABSENT;
    }

    @Override
    public Ruleset readDeclarations() {
        return Ruleset.ABSENT;
    }

    @Override
    public ElementLookup elements() {
        return (_, _) -> null;
    }

    @Override
    public List<SetFill> fills() {
        return List.of();
    }

    @Override
    public List<Flow> flows(IpFamily family, Predicate<Flow> wanted, int max) {
        return List.of();
    }

    @Override
    public int generation() {
        return 0;
    }

    @Override
    public void close() {
        // It has no socket.
    }
}
