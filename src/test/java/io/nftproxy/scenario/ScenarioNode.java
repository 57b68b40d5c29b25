package io.nftproxy.scenario;

import io.nftproxy.api.decode.YamlObjects;
import io.nftproxy.app.ProxySettings;
import io.nftproxy.config.ConfigResult;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.config.ProxyConfigReader;
import io.nftproxy.core.cluster.ClusterChange;
import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.plan.LocalNode;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.sync.Leftovers;
import io.nftproxy.sync.Need;
import io.nftproxy.sync.TableSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The node of a scenario: {@code here}, in zone a. Each step is synced with the kernel. */
final class ScenarioNode {
    /** The interface addresses; the first two are the Node's. */
    static final List<IpAddress> ADDRESSES =
            List.of(
                    IpAddress.of("192.168.0.2"),
                    IpAddress.of("2001:db8::2"),
                    IpAddress.of("172.16.0.2"));

    private static final List<IpFamily> FAMILIES = List.of(IpFamily.IPV4, IpFamily.IPV6);
    private static final String CONFIG =
            """
            apiVersion: kubeproxy.config.k8s.io/v1alpha1
            kind: KubeProxyConfiguration
            """;
    private static final String PODS = "clusterCIDR: 10.244.0.0/16,fd00:244::/64\n";
    private static final Node NODE =
            new Node(
                    "here",
                    "",
                    Map.of("topology.kubernetes.io/zone", "a"),
                    ADDRESSES.subList(0, 2),
                    List.of(),
                    true);

    private final KernelTable kernel;
    private final RenderSettings settings;
    private final NodeSettings policy;
    private final ClusterState cluster = new ClusterState();
    private LocalNode view;
    private TableSync sync;

    ScenarioNode(Scenario scenario, KernelTable kernel) throws IOException {
        this.kernel = kernel;
        Path file = scenario.folder().resolve("config.yaml");
        String text = CONFIG + (Files.exists(file) ? Files.readString(file) : PODS);
        ProxyConfig config =
                switch (ProxyConfigReader.ofFile(text)) {
                    case ConfigResult.Valid valid -> valid.config();
                    case ConfigResult.Invalid invalid ->
                            throw new AssertionError(invalid.problems());
                };
        settings = ProxySettings.render(config, FAMILIES);
        policy = ProxySettings.node(config, "here", FAMILIES);
        cluster.apply(
                new ClusterDelta(Map.of(), Map.of(), Map.of(), Optional.of(Optional.of(NODE)), 1));
        view = policy.localNode(cluster.node());
        sync = new TableSync(kernel, settings, cluster, Leftovers.NONE);
    }

    /** Runs a step: the first one as the start of a proxy, the others as changes. */
    void play(Path step, boolean first) throws IOException, KernelFailure {
        ClusterChange change = cluster.apply(YamlObjects.delta(Files.readString(step)));
        LocalNode before = view;
        view = policy.localNode(cluster.node());
        if (first) {
            sync.sync(
                    Need.Everything.because(Need.Why.START),
                    view,
                    policy.plan(cluster.node(), ADDRESSES, cluster));
        } else {
            Set<ObjectName> services = new LinkedHashSet<>(change.services());
            if (!view.equals(before)) {
                services.addAll(cluster.serviceNames());
            }
            sync.sync(
                    new Need.Services(services),
                    view,
                    policy.plan(cluster.node(), ADDRESSES, cluster));
        }
    }

    /**
     * Restarts the proxy on the present table, and returns the number of operations of its sync.
     */
    int restart() throws KernelFailure {
        sync = new TableSync(kernel, settings, cluster, Leftovers.NONE);
        return sync.sync(
                        Need.Everything.because(Need.Why.START),
                        view,
                        policy.plan(cluster.node(), ADDRESSES, cluster))
                .report()
                .operations();
    }

    /** Returns the objects and plans that a proxy passes to its commands. */
    ProxyState state() {
        return new ProxyState(
                List.copyOf(cluster.services()),
                List.copyOf(cluster.slices()),
                List.copyOf(sync.applied().plans()),
                view,
                sync.applied().node(),
                Map.of(),
                "nothing");
    }

    static Set<Bytes> addresses() {
        return ADDRESSES.stream()
                .map(address -> Bytes.wrap(address.toBytes()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
