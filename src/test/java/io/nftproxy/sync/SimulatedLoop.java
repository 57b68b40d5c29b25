package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.testing.SimulatedClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The loop with a kernel in memory, on the test's thread and a simulated clock. */
final class SimulatedLoop {
    static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");

    final ChangeInbox inbox;
    final Deque<SyncReport> reports = new ArrayDeque<>();
    final ProxyLoop loop;

    /** The addresses of the node's interfaces. */
    Set<IpAddress> addresses = Set.of();

    /** Whether reading the addresses fails. */
    boolean addressesThrow;

    /**
     * @param kernel as the loop sees it; other loops may have used it before
     */
    SimulatedLoop(
            SimulatedClock clock,
            KernelTable kernel,
            NodeSettings policy,
            List<SyncListener> listeners,
            List<CommitFollower> followers) {
        this.inbox = new ChangeInbox(EnumSet.allOf(ChangeInbox.Source.class), Map.of(), clock);
        ClusterState cluster = new ClusterState();
        RenderSettings settings = new RenderSettings(policy.families(), 0x4000, false);
        Quarantine quarantine = new Quarantine(EventSink.NONE, clock);
        TableSync sync = new TableSync(kernel, settings, cluster, Leftovers.NONE, quarantine);
        Deque<SyncListener> all = new ArrayDeque<>(listeners);
        all.add(reports::add);
        loop =
                new ProxyLoop(
                        inbox,
                        cluster,
                        kernel,
                        sync,
                        policy,
                        this::localAddresses,
                        clock,
                        null,
                        Duration.ofSeconds(30),
                        new AffinityCensus((clients, full) -> {}),
                        List.copyOf(all),
                        followers);
    }

    private Set<IpAddress> localAddresses() {
        if (addressesThrow) {
            throw new IllegalStateException("a mistake");
        }
        return addresses;
    }

    /** Reports the first list of each kind as complete. */
    void listed() {
        EnumSet.allOf(ChangeInbox.Source.class).forEach(inbox::synced);
    }

    /** Runs the loop until the next sync has ended, and returns its report. */
    SyncReport nextReport() throws InterruptedException {
        while (reports.isEmpty()) {
            loop.turn();
        }
        return reports.remove();
    }
}
