package io.nftproxy.app;

import static io.nftproxy.config.json.JsonText.object;

import io.nftproxy.app.logging.ProcessLogging;
import io.nftproxy.config.ConfigFields;
import io.nftproxy.config.FeatureGate;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.explain.KernelView;
import io.nftproxy.core.explain.NoAnswer;
import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.render.AppliedTable;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.host.AddressFamilies;
import io.nftproxy.kernel.host.ConntrackFill;
import io.nftproxy.serve.control.Proxy;
import io.nftproxy.serve.control.RecentSyncs;
import io.nftproxy.serve.health.ProxyHealth;
import io.nftproxy.serve.metrics.ProxyMetrics;
import io.nftproxy.sync.ProxyLoop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@link Daemon} that the control socket and the web page show. Loaded by the first
 * request.
 */
record DaemonControl(
        ProxyConfig config,
        Daemon.Identity identity,
        ProxyHealth health,
        ProxyMetrics metrics,
        Supplier<Set<IpAddress>> localAddresses,
        RecentSyncs syncs,
        ProxyLoop loop,
        KernelView.Opener kernel)
        implements Proxy {

    @Override
    public Future<ProxyState> state() {
        return loop.state();
    }

    @Override
    public KernelView openKernel() throws KernelFailure {
        return kernel.open();
    }

    @Override
    public Ruleset wanted(ProxyState state) throws NoAnswer {
        if (state.nodePlan() == null) {
            throw new NoAnswer("the proxy waits for the first sync");
        }
        RenderSettings settings = ProxySettings.render(config, AddressFamilies.ofThisHost());
        return new AppliedTable(settings).change(state.nodePlan(), state.plans()).after();
    }

    @Override
    public Set<IpAddress> addresses() {
        return localAddresses.get();
    }

    @Override
    public Map<String, @Nullable Object> facts() {
        List<Object> watches = new ArrayList<>();
        metrics.watches()
                .lastHeardMillis()
                .forEach(
                        (resource, millis) ->
                                watches.add(
                                        object(
                                                "resource",
                                                resource,
                                                "lastEvent",
                                                millis == 0
                                                        ? null
                                                        : Instant.ofEpochMilli(millis))));
        return object(
                "version", identity.version(),
                "node", identity.nodeName(),
                "healthy", health.isHealthy(),
                "families",
                        AddressFamilies.ofThisHost().stream()
                                .map(family -> family.kubernetesName())
                                .toList(),
                "features", features(),
                "watches", watches,
                "conntrack", conntrack(),
                "warnings", ProcessLogging.ofProcess().recentWarnings());
    }

    private List<String> features() {
        List<String> features = new ArrayList<>();
        features.add("detectLocalMode=" + config.detectLocalMode().text());
        if (config.get(ConfigFields.MASQUERADE_ALL)) {
            features.add("masqueradeAll");
        }
        for (FeatureGate gate : FeatureGate.ALL) {
            boolean enabled = config.featureGates().enabled(gate);
            if (!gate.meaning().isEmpty() && enabled != gate.enabledByDefault()) {
                features.add(gate.name() + "=" + enabled);
            }
        }
        return features;
    }

    private static @Nullable Map<String, @Nullable Object> conntrack() {
        ConntrackFill fill = ConntrackFill.read();
        return fill == null ? null : object("entries", fill.entries(), "max", fill.max());
    }
}
