package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.model.SlicePort;
import io.nftproxy.core.model.TrafficPolicy;
import io.nftproxy.core.plan.LocalNode;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.render.RenderSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warms up the sync path with a synthetic cluster and a table that discards every transaction.
 *
 * <p>Code that a JVM runs for the first time takes ten times as long, because it links each
 * instruction. The sync thread does that while it waits for the first lists, so that the first
 * change after a start is as fast as later ones.
 */
public final class SyncWarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(SyncWarmUp.class);
    private static final ObjectName SERVICE = new ObjectName("practice", "practice");
    private static final SlicePort PORT = new SlicePort("", Protocol.TCP, 8080);

    private final ClusterState cluster = new ClusterState();
    private final NodeSettings nodeSettings;
    private final IpFamily family;
    private final TableSync table;

    SyncWarmUp(NodeSettings nodeSettings, RenderSettings settings, KernelTable discarding) {
        this.nodeSettings = nodeSettings;
        this.family = nodeSettings.families().getFirst();
        this.table = new TableSync(discarding, settings, cluster, Leftovers.NONE);
    }

    /**
     * Runs the warm-up, which takes some milliseconds. A failure is only logged.
     *
     * @param discarding a table that is empty and accepts everything
     */
    public static void run(
            NodeSettings nodeSettings, RenderSettings settings, KernelTable discarding) {
        try {
            new SyncWarmUp(nodeSettings, settings, discarding).run();
        } catch (KernelFailure | RuntimeException e) {
            LOG.debug("Cannot warm up the sync path: {}; continuing", e.toString());
        }
    }

    void run() throws KernelFailure {
        LocalNode localNode = nodeSettings.localNode(cluster.node());
        NodePlan nodePlan = nodeSettings.plan(cluster.node(), List.of(), cluster);
        cluster.apply(delta(Map.of(SERVICE, Optional.of(service())), slice(1, 2)));
        table.sync(Need.Everything.because(Need.Why.START), localNode, nodePlan);
        change(slice(1, 3), localNode, nodePlan);
        change(slice(1, 2, 3), localNode, nodePlan);
        change(slice(), localNode, nodePlan);
    }

    private void change(EndpointSlice slice, LocalNode localNode, NodePlan nodePlan)
            throws KernelFailure {
        Set<ObjectName> services = cluster.apply(delta(Map.of(), slice)).services();
        table.sync(new Need.Services(services), localNode, nodePlan);
    }

    private static ClusterDelta delta(
            Map<ObjectName, Optional<Service>> services, EndpointSlice slice) {
        return new ClusterDelta(
                services, Map.of(slice.name(), Optional.of(slice)), Map.of(), Optional.empty(), 0);
    }

    private Service service() {
        return new Service(
                SERVICE,
                "",
                0,
                List.of(address(100)),
                List.of(),
                List.of(),
                List.of(),
                0,
                TrafficPolicy.CLUSTER,
                TrafficPolicy.CLUSTER,
                "",
                0,
                List.of(new ServicePort(PORT.name(), PORT.protocol(), 80, 30_000)));
    }

    private EndpointSlice slice(int... lastBytes) {
        List<SliceEndpoint> endpoints =
                Arrays.stream(lastBytes)
                        .mapToObj(
                                last ->
                                        new SliceEndpoint(
                                                address(last),
                                                true,
                                                true,
                                                false,
                                                null,
                                                List.of(),
                                                List.of()))
                        .toList();
        return new EndpointSlice(SERVICE, SERVICE, family, List.of(PORT), endpoints, 0);
    }

    /** Returns an address of the documentation networks, RFC 5737 and RFC 3849. */
    private IpAddress address(int lastByte) {
        return IpAddress.of((family == IpFamily.IPV4 ? "192.0.2." : "2001:db8::") + lastByte);
    }
}
