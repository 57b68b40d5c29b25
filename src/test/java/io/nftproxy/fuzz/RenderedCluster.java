package io.nftproxy.fuzz;

import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.RulesetDiff;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.diff.TransactionBuilder;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.plan.ExistingSlots;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.plan.PodDetection;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.core.plan.ServicePlanner;
import io.nftproxy.core.render.AppliedTable;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.netlink.nftables.TransactionEncoder;
import io.nftproxy.testing.FakeKernelTable;
import java.util.ArrayList;
import java.util.List;

/** The steps after the decoding of objects: plan, render, encode and commit. */
public final class RenderedCluster {
    private static final List<IpFamily> FAMILIES = List.of(IpFamily.IPV4, IpFamily.IPV6);
    private static final List<IpAddress> ADDRESSES =
            List.of(IpAddress.of("192.0.2.1"), IpAddress.of("2001:db8::1"));

    private static final NodeSettings SETTINGS =
            new NodeSettings(
                    "node-1",
                    FAMILIES,
                    null,
                    new PodDetection.NodeCidr(),
                    true,
                    List.of(),
                    Scheduler.RANDOM);

    private RenderedCluster() {}

    /** Commits the table of a cluster to a kernel in memory. */
    public static void commit(ClusterDelta objects) throws KernelFailure {
        ClusterState cluster = new ClusterState();
        cluster.apply(objects);
        ServicePlanner planner =
                new ServicePlanner(cluster, SETTINGS.localNode(cluster.node()), ExistingSlots.NONE);
        List<ServicePlan> plans = new ArrayList<>();
        for (ObjectName name : cluster.serviceNames()) {
            plans.add(planner.plan(name, null));
        }
        NodePlan node = SETTINGS.plan(cluster.node(), ADDRESSES, cluster);
        Ruleset wanted =
                new AppliedTable(new RenderSettings(FAMILIES, 0x4000, false))
                        .change(node, plans)
                        .after();
        TransactionBuilder builder = new TransactionBuilder(RenderSettings.TABLE);
        RulesetDiff.between(Ruleset.ABSENT, wanted, builder);
        Transaction transaction = builder.build();
        new TransactionEncoder().encode(transaction, 1, 1);
        new FakeKernelTable(RenderSettings.TABLE).commit(transaction);
    }
}
