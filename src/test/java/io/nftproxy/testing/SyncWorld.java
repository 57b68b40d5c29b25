package io.nftproxy.testing;

import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.ForeignChange;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.plan.LocalNode;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.plan.PodDetection;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.sync.Commit;
import io.nftproxy.sync.CommitFollower;
import io.nftproxy.sync.Leftovers;
import io.nftproxy.sync.Need;
import io.nftproxy.sync.TableSync;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A cluster with a real kernel that is synced with it. The node is {@code here}. */
public final class SyncWorld implements AutoCloseable {
    public static final TableRef TABLE = RenderSettings.TABLE;
    private static final List<IpFamily> FAMILIES = List.of(IpFamily.IPV4, IpFamily.IPV6);
    private static final RenderSettings SETTINGS = new RenderSettings(FAMILIES, 0x4000, false);
    private static final NodeSettings POLICY =
            new NodeSettings(
                    "here",
                    FAMILIES,
                    null,
                    new PodDetection.ClusterCidr(
                            List.of(Cidr.of("10.244.0.0/16"), Cidr.of("fd00:244::/64"))),
                    true,
                    List.of(),
                    Scheduler.RANDOM);

    private final NetworkNamespace namespace = KernelTests.freshNamespace();
    private final NetlinkKernelTable kernel;
    private final ClusterState cluster = new ClusterState();
    private final NodeSettings policy;
    private List<IpAddress> localAddresses = List.of();
    private TableSync sync;
    private LocalNode view;

    /** A node that serves nodePorts on its primary addresses. */
    public SyncWorld() throws Exception {
        this(POLICY, true);
    }

    public SyncWorld(NodeSettings policy) throws Exception {
        this(policy, true);
    }

    /**
     * As {@link #SyncWorld()}.
     *
     * @param counts whether the kernel counts the elements of sets
     */
    public SyncWorld(boolean counts) throws Exception {
        this(POLICY, counts);
    }

    private SyncWorld(NodeSettings policy, boolean counts) throws Exception {
        this.policy = policy;
        kernel =
                counts
                        ? KernelTests.readByKeys(namespace, TABLE)
                        : KernelTests.withoutCounts(namespace, TABLE);
        sync = new TableSync(kernel, SETTINGS, cluster, Leftovers.NONE);
        cluster.apply(
                new ClusterDelta(
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Optional.of(Optional.of(RandomCluster.NODE)),
                        1));
        view = policy.localNode(cluster.node());
    }

    /** Applies events without a sync. */
    public void apply(ClusterDelta delta) {
        cluster.apply(delta);
    }

    /** Runs a full sync, as at start. */
    public CommitReport full(ClusterDelta delta) throws KernelFailure {
        cluster.apply(delta);
        return sync.sync(
                        Need.Everything.because(Need.Why.START),
                        policy.localNode(cluster.node()),
                        rules())
                .report();
    }

    /** Syncs the changes, or everything if the node changed. */
    public CommitReport some(ClusterDelta delta) throws KernelFailure {
        Set<ObjectName> services = new LinkedHashSet<>(cluster.apply(delta).services());
        LocalNode before = view;
        view = policy.localNode(cluster.node());
        if (!view.equals(before)) {
            services.addAll(cluster.serviceNames());
        }
        return sync.sync(new Need.Services(services), view, rules()).report();
    }

    /** Sets the addresses of the node's interfaces from the next sync on. */
    public void localAddresses(List<IpAddress> addresses) {
        localAddresses = addresses;
    }

    /** Restarts the proxy on the present table. */
    public CommitReport restart() throws KernelFailure {
        sync = new TableSync(kernel, SETTINGS, cluster, Leftovers.NONE);
        return sync.sync(
                        Need.Everything.because(Need.Why.START),
                        policy.localNode(cluster.node()),
                        rules())
                .report();
    }

    /** Restarts the proxy on the present table, with a follower. */
    public void restart(CommitFollower follower) throws KernelFailure {
        sync = new TableSync(kernel, SETTINGS, cluster, Leftovers.NONE);
        Commit commit =
                sync.sync(
                        Need.Everything.because(Need.Why.START),
                        policy.localNode(cluster.node()),
                        rules());
        follower.onCommitted(commit);
    }

    /** Returns the change by another process since the last sync; empty if there is none. */
    public Optional<ForeignChange> foreignChange() {
        return kernel.foreignChange();
    }

    /** Returns the kernel's table. */
    public Ruleset read() throws KernelFailure {
        return kernel.read();
    }

    /** Returns the fill of the sets to which packets add elements. */
    public List<SetFill> fills() throws KernelFailure {
        return kernel.fills();
    }

    /** Returns the namespace of the kernel, for other tools. */
    public NetworkNamespace namespace() {
        return namespace;
    }

    private NodePlan rules() {
        return policy.plan(cluster.node(), localAddresses, cluster);
    }

    @Override
    public void close() {
        kernel.close();
        namespace.close();
    }
}
