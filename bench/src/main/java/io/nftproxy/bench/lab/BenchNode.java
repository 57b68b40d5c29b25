package io.nftproxy.bench.lab;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.plan.LocalNode;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.plan.PodDetection;
import io.nftproxy.core.render.RenderSettings;
import java.util.List;
import java.util.Map;

/** The node of the experiments. */
public final class BenchNode {
    public static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");

    private static final List<IpFamily> FAMILIES = List.of(IpFamily.IPV4, IpFamily.IPV6);
    private static final Node NODE = node(Map.of());
    private static final NodeSettings POLICY =
            new NodeSettings(
                    "bench-node",
                    FAMILIES,
                    null,
                    new PodDetection.ClusterCidr(List.of(Cidr.of(Cluster.POD_NETWORK))),
                    true,
                    List.of(),
                    Scheduler.RANDOM);

    public static final RenderSettings SETTINGS = new RenderSettings(FAMILIES, 0x4000, false);
    public static final LocalNode LOCAL_NODE = POLICY.localNode(NODE);
    public static final NodePlan NODE_PLAN = POLICY.plan(NODE, List.of(), new ClusterState());

    private BenchNode() {}

    /** Returns the node in a zone, {@code a} for example. */
    public static LocalNode inZone(String zone) {
        return POLICY.localNode(node(Map.of("topology.kubernetes.io/zone", zone)));
    }

    private static Node node(Map<String, String> labels) {
        return new Node(
                "bench-node",
                "",
                labels,
                List.of(IpAddress.of(Cluster.NODE_ADDRESS)),
                List.of(),
                true);
    }
}
