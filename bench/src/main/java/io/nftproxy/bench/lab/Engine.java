package io.nftproxy.bench.lab;

import io.nftproxy.core.cluster.ClusterChange;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.plan.LocalNode;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.sync.ChangeInbox;
import io.nftproxy.sync.Leftovers;
import io.nftproxy.sync.LoopClock;
import io.nftproxy.sync.Need;
import io.nftproxy.sync.TableSync;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The sync path of the proxy in this process: from a filled inbox to the kernel's answer. */
public final class Engine implements AutoCloseable {
    private final ChangeInbox inbox =
            new ChangeInbox(EnumSet.noneOf(ChangeInbox.Source.class), Map.of(), LoopClock.system());
    private final ClusterState state = new ClusterState();
    private final NetlinkKernelTable kernel;
    private LocalNode localNode = BenchNode.LOCAL_NODE;
    private TableSync sync;

    /** Opens the kernel of the calling thread's namespace. */
    public Engine() throws Exception {
        kernel = NetlinkKernelTable.open(BenchNode.TABLE);
        sync = fresh();
    }

    private TableSync fresh() {
        return new TableSync(kernel, BenchNode.SETTINGS, state, Leftovers.NONE);
    }

    /**
     * The cost of a sync.
     *
     * @param nanos from taking the inbox to the kernel's answer
     * @param commit the kernel's part of it, and the bytes sent
     */
    public record Sync(long nanos, CommitReport commit) {}

    public ChangeInbox inbox() {
        return inbox;
    }

    /** Runs a full sync. */
    public Sync full() throws KernelFailure {
        long start = System.nanoTime();
        state.apply(inbox.take());
        CommitReport commit =
                sync.sync(Need.Everything.because(Need.Why.START), localNode, BenchNode.NODE_PLAN)
                        .report();
        return new Sync(System.nanoTime() - start, commit);
    }

    /** Syncs the changes in the inbox. */
    public Sync changes() throws KernelFailure {
        long start = System.nanoTime();
        ClusterChange change = state.apply(inbox.take());
        return services(change.services(), start);
    }

    /** Syncs all Services after a change of the node's labels. */
    public Sync moveNode(LocalNode to) throws KernelFailure {
        localNode = to;
        return services(Set.copyOf(state.serviceNames()), System.nanoTime());
    }

    private Sync services(Set<ObjectName> names, long start) throws KernelFailure {
        CommitReport commit =
                sync.sync(new Need.Services(names), localNode, BenchNode.NODE_PLAN).report();
        return new Sync(System.nanoTime() - start, commit);
    }

    /** Runs the full sync of a new process that has read the cluster already. */
    public Sync restart() throws KernelFailure {
        sync = fresh();
        return full();
    }

    @Override
    public void close() {
        kernel.close();
    }
}
