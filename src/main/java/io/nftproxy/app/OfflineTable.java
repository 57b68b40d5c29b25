package io.nftproxy.app;

import io.nftproxy.config.ProxyConfig;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.plan.ExistingSlots;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.core.plan.ServicePlanner;
import io.nftproxy.core.render.AppliedTable;
import java.util.ArrayList;
import java.util.List;

/** The table of a node, rendered without a kernel: {@code nftproxy render}. */
final class OfflineTable {
    private static final List<IpFamily> FAMILIES = List.of(IpFamily.IPV4, IpFamily.IPV6);

    private OfflineTable() {}

    /** Renders the table of a node that has the addresses of its Node object. */
    static Ruleset render(ProxyConfig config, String nodeName, ClusterState cluster) {
        NodeSettings settings = ProxySettings.node(config, nodeName, FAMILIES);
        Node node = cluster.node();
        List<IpAddress> addresses = node == null ? List.of() : node.addresses();
        ServicePlanner planner =
                new ServicePlanner(cluster, settings.localNode(node), ExistingSlots.NONE);
        List<ServicePlan> plans = new ArrayList<>();
        for (ObjectName name : cluster.serviceNames().stream().sorted().toList()) {
            plans.add(planner.plan(name, null));
        }
        return new AppliedTable(ProxySettings.render(config, FAMILIES))
                .change(settings.plan(node, addresses, cluster), plans)
                .after();
    }
}
