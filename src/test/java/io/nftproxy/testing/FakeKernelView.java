package io.nftproxy.testing;

import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.explain.KernelView;
import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.trace.ElementLookup;
import java.util.List;
import java.util.function.Predicate;

/** A view of a kernel in memory, without connections. */
record FakeKernelView(FakeKernelTable kernel) implements KernelView {
    @Override
    public Ruleset read() {
        return kernel.ruleset();
    }

    @Override
    public Ruleset readDeclarations() {
        return kernel.ruleset();
    }

    @Override
    public ElementLookup elements() {
        return new RulesetElements(kernel.ruleset());
    }

    @Override
    public List<SetFill> fills() {
        return kernel.fills();
    }

    @Override
    public List<Flow> flows(IpFamily family, Predicate<Flow> wanted, int max) {
        return List.of();
    }

    @Override
    public int generation() {
        return kernel.committed().size();
    }

    @Override
    public void close() {
        // It has no socket.
    }
}
