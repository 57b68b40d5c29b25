package io.nftproxy.scenario;

import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.explain.KernelView;
import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.trace.ElementLookup;
import io.nftproxy.serve.control.Proxy;
import io.nftproxy.serve.control.RecentSyncs;
import io.nftproxy.testing.FakeKernelTable;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A synced proxy with a kernel in memory, for commands and the web page. */
record ShownProxy(ProxyState now, FakeKernelTable kernel, RecentSyncs syncs) implements Proxy {
    ShownProxy(ProxyState now, FakeKernelTable kernel) {
        this(now, kernel, new RecentSyncs(Clock.systemUTC()));
    }

    @Override
    public Future<ProxyState> state() {
        return CompletableFuture.completedFuture(now);
    }

    @Override
    public KernelView openKernel() {
        return new View(kernel.ruleset(), kernel.fills());
    }

    @Override
    public Ruleset wanted(ProxyState state) {
        return kernel.ruleset();
    }

    @Override
    public Set<IpAddress> addresses() {
        return Set.copyOf(ScenarioNode.ADDRESSES);
    }

    @Override
    public Map<String, @Nullable Object> facts() {
        return Map.of("version", "v0.1.0", "node", "here", "healthy", true);
    }

    private record View(Ruleset read, List<SetFill> fills) implements KernelView {
        @Override
        public Ruleset readDeclarations() {
            return read;
        }

        @Override
        public ElementLookup elements() {
            return (set, key) -> {
                for (Element element : read.elementsOf(set.name())) {
                    if (element.key().equals(key)) {
                        return element;
                    }
                }
                return null;
            };
        }

        @Override
        public List<Flow> flows(IpFamily family, Predicate<Flow> wanted, int max) {
            return List.of();
        }

        @Override
        public int generation() {
            return 1;
        }

        @Override
        public void close() {}
    }
}
