package io.nftproxy.sync.takeover;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.model.SlicePort;
import io.nftproxy.core.model.TrafficPolicy;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.plan.PodDetection;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetlinkForeignTables;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetlinkSocket;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.sync.Need;
import io.nftproxy.sync.TableSync;
import io.nftproxy.testing.ClusterEvents;
import io.nftproxy.testing.RandomCluster.Objects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node with {@link ProxiedService}s, on which nftproxy has not synced yet. */
final class TestNode implements AutoCloseable {
    static final TableRef OURS = new TableRef(TableRef.Family.INET, "kube-proxy");

    private static final List<IpFamily> FAMILIES = List.of(IpFamily.IPV4, IpFamily.IPV6);
    private static final Node NODE =
            new Node("here", "", Map.of(), List.of(IpAddress.of("192.168.0.2")), List.of(), true);

    final NetworkNamespace namespace = KernelTests.freshNamespace();
    final Tools tools = new Tools(namespace);
    final List<ClusterEvent> events = new ArrayList<>();
    final NetlinkKernelTable kernel;
    final NetlinkForeignTables foreign;
    private final TableSync sync;
    private final ClusterState cluster = new ClusterState();
    private final NodeSettings policy =
            new NodeSettings(
                    "here",
                    FAMILIES,
                    null,
                    new PodDetection.ClusterCidr(
                            List.of(Cidr.of("10.244.0.0/16"), Cidr.of("fd00:244::/64"))),
                    true,
                    List.of(),
                    Scheduler.RANDOM);

    TestNode() throws Exception {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            kernel = NetlinkKernelTable.open(OURS);
            foreign = new NetlinkForeignTables(NetlinkSocket.open());
        }
        sync =
                new TableSync(
                        kernel,
                        new RenderSettings(FAMILIES, 0x4000, false),
                        cluster,
                        new NftablesLeftovers(foreign, new TakeoverReport(events::add, "here")));
        cluster.apply(ClusterEvents.between(Objects.none(), objects()));
    }

    /** Runs a full sync, as at start. */
    CommitReport sync() throws KernelFailure {
        return sync.sync(
                        Need.Everything.because(Need.Why.START),
                        policy.localNode(NODE),
                        policy.plan(NODE, List.of(), cluster))
                .report();
    }

    private static Objects objects() {
        Map<ObjectName, Service> services = new LinkedHashMap<>();
        Map<ObjectName, EndpointSlice> slices = new LinkedHashMap<>();
        for (IpFamily family : FAMILIES) {
            for (ProxiedService proxied : ProxiedService.of(family)) {
                ObjectName name = new ObjectName(proxied.namespace(), proxied.serviceName());
                services.put(name, service(name, proxied));
                slices.put(name, slice(name, proxied, family));
            }
        }
        return new Objects(services, slices);
    }

    private static Service service(ObjectName name, ProxiedService proxied) {
        return new Service(
                name,
                "",
                0,
                List.of(IpAddress.of(proxied.clusterIp())),
                List.of(),
                List.of(),
                List.of(),
                proxied.affinity() ? 10800 : 0,
                TrafficPolicy.CLUSTER,
                TrafficPolicy.CLUSTER,
                "",
                0,
                List.of(
                        new ServicePort(
                                proxied.portName(),
                                Protocol.TCP,
                                proxied.port(),
                                proxied.nodePort())));
    }

    private static EndpointSlice slice(ObjectName name, ProxiedService proxied, IpFamily family) {
        List<SliceEndpoint> endpoints = new ArrayList<>();
        for (String address : proxied.endpoints()) {
            endpoints.add(
                    new SliceEndpoint(
                            IpAddress.of(address),
                            true,
                            true,
                            false,
                            "here",
                            List.of(),
                            List.of()));
        }
        return new EndpointSlice(
                name,
                name,
                family,
                List.of(new SlicePort(proxied.portName(), Protocol.TCP, proxied.targetPort())),
                endpoints,
                0);
    }

    @Override
    public void close() {
        kernel.close();
        foreign.close();
        namespace.close();
    }
}
