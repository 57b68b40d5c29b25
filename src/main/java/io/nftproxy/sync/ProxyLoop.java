package io.nftproxy.sync;

import io.nftproxy.diff.CommitReport;
import io.nftproxy.diff.KernelFailure;
import io.nftproxy.diff.KernelTable;
import io.nftproxy.diff.SetFill;
import io.nftproxy.inbox.ChangeInbox;
import io.nftproxy.model.IpAddress;
import io.nftproxy.model.IpFamily;
import io.nftproxy.plan.NodeView;
import io.nftproxy.render.NoLocalEndpoints;
import io.nftproxy.render.NodePolicy;
import io.nftproxy.render.NodeRules;
import io.nftproxy.render.Owner;
import io.nftproxy.snapshot.ClusterChange;
import io.nftproxy.snapshot.ClusterDelta;
import io.nftproxy.snapshot.ClusterState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer thread: takes changes, brings the kernel's table up to them, and keeps an eye on the
 * table in between.
 */
public final class ProxyLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyLoop.class);

    /** Asking for the generation id takes 3 us; a table that somebody flushed is back in this. */
    private static final long LOOK_INTERVAL = Duration.ofMillis(500).toNanos();

    /** Elements can be changed under an unchanged outline: that is found at the latest by this. */
    private static final long FULL_INTERVAL = Duration.ofHours(1).toNanos();

    /** Counting them takes less than a millisecond. */
    private static final long CLIENTS_INTERVAL = Duration.ofMinutes(1).toNanos();

    private final ChangeInbox inbox;
    private final ClusterState cluster;
    private final KernelTable kernel;
    private final TableSync table;
    private final NodePolicy policy;
    private final Supplier<Set<IpAddress>> localAddresses;
    private final LoopClock clock;
    private final SyncPacer pacer;
    private final PendingChanges pending;
    private final AffinityCensus census;
    private final Listeners listeners;

    private @Nullable NodeView view;
    private @Nullable NodeRules rules;
    private boolean nodeNews;
    private long lastFullAt;
    private @Nullable Set<IpAddress> addresses;
    private long clientsCountedAt;
    private volatile boolean stopped;

    public ProxyLoop(
            ChangeInbox inbox,
            ClusterState cluster,
            KernelTable kernel,
            TableSync table,
            NodePolicy policy,
            Supplier<Set<IpAddress>> localAddresses,
            LoopClock clock,
            @Nullable Duration minSyncPeriod,
            Duration syncPeriod,
            AffinityCensus census,
            List<SyncListener> syncListeners,
            List<AppliedListener> appliedListeners) {
        this.inbox = inbox;
        this.cluster = cluster;
        this.kernel = kernel;
        this.table = table;
        this.policy = policy;
        this.localAddresses = localAddresses;
        this.clock = clock;
        this.pacer = new SyncPacer(minSyncPeriod, syncPeriod, clock.nanoTime());
        this.pending = new PendingChanges(clock.unixNanos());
        this.census = census;
        this.listeners = new Listeners(syncListeners, appliedListeners);
    }

    /** Ends the loop after the sync under way; the table stays. */
    public void stop() {
        stopped = true;
        inbox.wake();
    }

    /** Whether it was told to end. */
    public boolean isStopped() {
        return stopped;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                try {
                    step();
                } catch (RuntimeException e) {
                    unexpected(e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws InterruptedException {
        long wait = pacer.nanosLeft(clock.nanoTime());
        if (wait > 0) {
            clock.sleep(Math.min(wait, LOOK_INTERVAL), () -> stopped);
            return;
        }
        inbox.await(needsEverything() && inbox.isSynced() ? 0 : LOOK_INTERVAL);
        if (stopped || !inbox.isSynced()) {
            return;
        }
        take();
        look();
        countClients();
        if (!(pending.need() instanceof Need.Nothing)) {
            sync();
        }
    }

    private boolean needsEverything() {
        return pending.need() instanceof Need.Everything;
    }

    /** Outside a sync, but it is one that did not come about. */
    private void unexpected(RuntimeException cause) {
        long now = clock.nanoTime();
        pacer.finished(now, now, false);
        Result result = new Result(CommitReport.NOTHING, Map.of(), failed(cause));
        listeners.synced(report(pending.need(), 0, result));
    }

    private void take() {
        ClusterDelta delta = inbox.take();
        ClusterChange change = cluster.apply(delta);
        pending.add(delta, change);
        table.quarantine().changed(change.services());
        for (Owner owner : table.quarantine().due()) {
            pending.add(owner);
        }
        nodeNews |= change.node() || change.serviceCidrs();
        if (change.node()) {
            listeners.nodeChanged(cluster.nodeExists() ? cluster.node() : null);
        }
        NodeView seen = policy.view(cluster.node());
        if (!seen.equals(view)) {
            view = seen;
            pending.addServices(cluster.serviceNames());
        }
        Set<IpAddress> local = localAddresses.get();
        if (rules == null || nodeNews || !local.equals(addresses)) {
            addresses = local;
            NodeRules wanted = policy.rules(cluster.node(), local, cluster);
            if (!wanted.equals(rules)) {
                rules = wanted;
                pending.nodeChanged();
                table.quarantine().nodeChanged();
            }
            nodeNews = false;
        }
    }

    /** Whether another process touched our table. */
    private void look() {
        if (needsEverything()) {
            return;
        }
        if (clock.nanoTime() - lastFullAt > FULL_INTERVAL) {
            pending.readTable(Need.Why.PERIODIC);
            return;
        }
        try {
            if (kernel.changedByOthers()) {
                LOG.warn("Table {} was modified by another process; restoring it", kernel.table());
                pending.readTable(Need.Why.FOREIGN_CHANGE);
            }
        } catch (KernelFailure e) {
            LOG.warn("cannot look at {}: {}", kernel.table(), e.getMessage());
            pending.readTable(Need.Why.FAILED);
        }
    }

    private void countClients() {
        if (!table.applied().hasAffinity()
                || clock.nanoTime() - clientsCountedAt < CLIENTS_INTERVAL) {
            return;
        }
        clientsCountedAt = clock.nanoTime();
        try {
            List<SetFill> fills = kernel.fills();
            if (!fills.isEmpty()) {
                listeners.counted(census, fills);
            }
        } catch (KernelFailure e) {
            LOG.debug("clients not counted: {}", e.getMessage());
        }
    }

    private void sync() {
        long startedAt = clock.nanoTime();
        Need need = pending.need();
        listeners.syncStarted(pending.since(startedAt));
        Result result = commit(need);
        long endedAt = clock.nanoTime();
        boolean succeeded = result.failure == null;
        pacer.finished(startedAt, endedAt, succeeded);
        if (succeeded && need instanceof Need.Everything) {
            lastFullAt = endedAt;
        }
        listeners.synced(report(need, endedAt - startedAt, result));
    }

    private SyncReport report(Need need, long nanos, Result result) {
        boolean repaired =
                result.failure == null
                        && need instanceof Need.Everything everything
                        && everything.why().contains(Need.Why.FOREIGN_CHANGE);
        int services =
                switch (need) {
                    case Need.Nothing _ -> 0;
                    case Need.Services some -> some.names().size();
                    case Need.Everything _ -> cluster.serviceCount();
                };
        return new SyncReport(
                need instanceof Need.Everything,
                nanos,
                services,
                result.commit,
                result.failure,
                result.delays,
                repaired,
                table.applied().noLocal(NoLocalEndpoints.INTERNAL),
                table.applied().noLocal(NoLocalEndpoints.EXTERNAL));
    }

    private record Result(
            CommitReport commit, Map<IpFamily, List<Long>> delays, @Nullable String failure) {}

    private Result commit(Need need) {
        try {
            TableSync.Outcome outcome = table.sync(need, seen(view), seen(rules));
            Map<IpFamily, List<Long>> delays = pending.settle(clock.unixNanos());
            boolean full = need instanceof Need.Everything;
            if (full) {
                listeners.counted(census, outcome.fills());
            }
            listeners.applied(cluster, outcome, full);
            return new Result(outcome.commit(), delays, null);
        } catch (KernelFailure e) {
            return new Result(CommitReport.NOTHING, Map.of(), failed(e));
        } catch (RuntimeException e) {
            return new Result(CommitReport.NOTHING, Map.of(), failed(e));
        }
    }

    private static <T> T seen(@Nullable T value) {
        return Objects.requireNonNull(value, "a sync comes after the first look at the node");
    }

    /** Whatever went wrong: what the kernel holds is read before anything else is sent. */
    private String failed(KernelFailure failure) {
        Need.Why why = Need.Why.after(failure);
        pending.readTable(why);
        LOG.error(
                why == Need.Why.ANSWER_LOST
                        ? "Sync failed: {}; reading the table to see what was applied"
                        : "Sync failed: {}; nothing was changed, retrying",
                failure.getMessage());
        return String.valueOf(failure.getMessage());
    }

    /** A mistake of ours: all is looked at anew, for what we believe may be part of it. */
    private String failed(RuntimeException cause) {
        pending.readTable(Need.Why.FAILED);
        LOG.error("Sync failed unexpectedly; retrying", cause);
        return cause.toString();
    }
}
