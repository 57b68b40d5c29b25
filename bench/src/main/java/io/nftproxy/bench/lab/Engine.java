package io.nftproxy.bench.lab;

import io.nftproxy.diff.CommitReport;
import io.nftproxy.diff.KernelFailure;
import io.nftproxy.inbox.ChangeInbox;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetlinkSocket;
import io.nftproxy.model.Cidr;
import io.nftproxy.model.IpAddress;
import io.nftproxy.model.IpFamily;
import io.nftproxy.model.Node;
import io.nftproxy.plan.NodeView;
import io.nftproxy.render.DetectLocal;
import io.nftproxy.render.NodePolicy;
import io.nftproxy.render.NodeRules;
import io.nftproxy.render.RenderSettings;
import io.nftproxy.ruleset.TableRef;
import io.nftproxy.snapshot.ClusterChange;
import io.nftproxy.snapshot.ClusterState;
import io.nftproxy.sync.Predecessor;
import io.nftproxy.sync.TableSync;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** The proxy's engine without its process: from a filled inbox to the kernel's answer. */
public final class Engine implements AutoCloseable {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");
    private static final List<IpFamily> FAMILIES = List.of(IpFamily.IPV4, IpFamily.IPV6);
    private static final Node NODE =
            new Node(
                    "bench-node",
                    "",
                    Map.of(),
                    List.of(IpAddress.of(Cluster.NODE_ADDRESS)),
                    List.of(),
                    true);

    private final ChangeInbox inbox =
            new ChangeInbox(EnumSet.noneOf(ChangeInbox.Source.class), System::nanoTime);
    private final ClusterState state = new ClusterState();
    private final NodePolicy policy =
            new NodePolicy(
                    "bench-node",
                    FAMILIES,
                    null,
                    new DetectLocal.ClusterCidr(List.of(Cidr.of(Cluster.POD_NETWORK))),
                    true,
                    List.of());
    private final NetlinkKernelTable kernel;
    private TableSync sync;

    /** Of the node, which does not change; the daemon makes them anew only when it does. */
    private final NodeView view = policy.view(NODE);

    private final NodeRules rules = policy.rules(NODE, List.of(), state);

    /** An engine for the calling thread's namespace. */
    public Engine() throws Exception {
        kernel = new NetlinkKernelTable(NetlinkSocket.open(), TABLE);
        sync = fresh();
    }

    private TableSync fresh() {
        return new TableSync(
                kernel, new RenderSettings(FAMILIES, 0x4000, false), state, Predecessor.NONE);
    }

    /**
     * What a sync took.
     *
     * @param nanos from taking the inbox to the kernel's answer
     * @param commit the kernel's share of it, and what was sent
     */
    public record Sync(long nanos, CommitReport commit) {}

    public ChangeInbox inbox() {
        return inbox;
    }

    /** A sync of everything. */
    public Sync full() throws KernelFailure {
        long start = System.nanoTime();
        state.apply(inbox.take());
        CommitReport commit = sync.all(view, rules).commit();
        return new Sync(System.nanoTime() - start, commit);
    }

    /** A sync of what the inbox holds. */
    public Sync changes() throws KernelFailure {
        long start = System.nanoTime();
        ClusterChange change = state.apply(inbox.take());
        CommitReport commit = sync.some(change.services(), view, rules).commit();
        return new Sync(System.nanoTime() - start, commit);
    }

    /** As {@link #full} in a new process with the cluster read already. */
    public Sync restart() throws KernelFailure {
        sync = fresh();
        return full();
    }

    @Override
    public void close() {
        kernel.close();
    }
}
