package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterChange;
import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.render.Owner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop of the sync thread: takes changes from the inbox, syncs them, and restores the table
 * when another process modified it.
 */
public final class ProxyLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyLoop.class);

    /** The kernel notifies of every change known to be possible; this finds any other. */
    private static final long FULL_INTERVAL = Duration.ofHours(1).toNanos();

    /** Counting the clients takes less than a millisecond; before Linux 6.18 they are dumped. */
    private static final long CLIENTS_INTERVAL = Duration.ofMinutes(1).toNanos();

    private final ChangeInbox inbox;
    private final ClusterState cluster;
    private final KernelTable kernel;
    private final TableGuard guard;
    private final TableSync table;
    private final ObservedNode node;
    private final LoopClock clock;
    private final SyncPacer pacer;
    private final PendingChanges pending;
    private final AffinityCensus census;
    private final Followers followers;
    private final StateRequests stateRequests;

    /** Whether the next turn must not wait: after a wake-up or an error. */
    private boolean again;

    private long lastFullAt;
    private long clientsCountedAt;
    private volatile boolean stopped;

    public ProxyLoop(
            ChangeInbox inbox,
            ClusterState cluster,
            KernelTable kernel,
            TableSync table,
            NodeSettings nodeSettings,
            Supplier<Set<IpAddress>> localAddresses,
            LoopClock clock,
            @Nullable Duration minSyncPeriod,
            Duration syncPeriod,
            AffinityCensus census,
            List<SyncListener> syncListeners,
            List<CommitFollower> commitFollowers) {
        this.inbox = inbox;
        this.cluster = cluster;
        this.kernel = kernel;
        this.guard = new TableGuard(kernel, clock);
        this.table = table;
        this.node = new ObservedNode(nodeSettings, localAddresses, cluster);
        this.clock = clock;
        this.pacer = new SyncPacer(minSyncPeriod, syncPeriod, clock.nanoTime());
        this.pending = new PendingChanges(clock.unixNanos());
        this.census = census;
        this.stateRequests = new StateRequests(cluster, table);
        this.followers = new Followers(syncListeners, commitFollowers);
        kernel.onForeignChange(inbox::wake);
    }

    /** Ends the loop after the sync under way; the table stays. */
    public void stop() {
        stopped = true;
        inbox.wake();
    }

    /** Returns whether {@link #stop} was called. */
    public boolean isStopped() {
        return stopped;
    }

    /** Requests the state of the proxy, which the sync thread gives between two syncs. */
    public CompletableFuture<ProxyState> state() {
        CompletableFuture<ProxyState> request = stateRequests.add();
        inbox.wake();
        return request;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for changes, and syncs them. */
    void turn() throws InterruptedException {
        try {
            waitAndSync();
        } catch (RuntimeException e) {
            unexpected(e);
        }
    }

    private void waitAndSync() throws InterruptedException {
        stateRequests.answer(node.localNode(), pending);
        look();
        long wait = pacer.nanosLeft(clock.nanoTime());
        if (wait > 0) {
            again |= inbox.pause(wait);
            return;
        }
        boolean due = pending.need() instanceof Need.Everything && inbox.isSynced();
        inbox.await(again || due ? 0 : nanosToNextDuty());
        again = false;
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

    /** Returns how long the loop may sleep if nothing happens. */
    private long nanosToNextDuty() {
        long now = clock.nanoTime();
        long wait = lastFullAt + FULL_INTERVAL - now;
        if (table.applied().hasAffinity()) {
            wait = Math.min(wait, clientsCountedAt + CLIENTS_INTERVAL - now);
        }
        wait = Math.min(wait, table.quarantine().nanosToDue());
        return Math.max(wait, 1);
    }

    /** Reports an exception before the start of a sync as a failed sync. */
    private void unexpected(RuntimeException cause) {
        again = true;
        Result result = new Result(CommitReport.NOTHING, Map.of(), failed(cause));
        SyncReport report = report(pending.need(), 0, result);
        long now = clock.nanoTime();
        pacer.finished(now, now, 0, report);
        followers.synced(report);
    }

    private void take() {
        ClusterDelta delta = inbox.take();
        ClusterChange change = cluster.apply(delta);
        pending.add(delta, change);
        table.quarantine().changed(change.services());
        for (Owner owner : table.quarantine().due()) {
            pending.add(owner);
        }
        node.update(change, pending, table.quarantine());
    }

    /** Checks the table for foreign changes, which do not wait for a retry. */
    private void look() {
        if (clock.nanoTime() - lastFullAt >= FULL_INTERVAL) {
            pending.readTable(Need.Why.PERIODIC);
        }
        if (guard.notices()) {
            pending.readTable(Need.Why.FOREIGN_CHANGE);
            pacer.hurry();
        }
    }

    private void countClients() {
        if (!table.applied().hasAffinity()
                || clock.nanoTime() - clientsCountedAt < CLIENTS_INTERVAL) {
            return;
        }
        clientsCountedAt = clock.nanoTime();
        try {
            census.counted(kernel.fills());
        } catch (KernelFailure e) {
            LOG.debug("Cannot count session affinity clients: {}", e.getMessage());
        }
    }

    private void sync() {
        long startedAt = clock.nanoTime();
        long processorAtStart = clock.processorNanos();
        Need need = pending.need();
        followers.syncStarted(pending.since(startedAt));
        Result result = commit(need);
        long endedAt = clock.nanoTime();
        SyncReport report = report(need, endedAt - startedAt, result);
        pacer.finished(startedAt, endedAt, clock.processorNanos() - processorAtStart, report);
        followers.synced(report);
        SyncLog.write(report, guard.isSilent());
        if (report.succeeded() && report.full()) {
            lastFullAt = endedAt;
            guard.tableWasRead();
        }
    }

    private SyncReport report(Need need, long nanos, Result result) {
        return SyncReport.of(
                need,
                cluster,
                table.applied(),
                nanos,
                result.commit,
                result.delays,
                result.failure);
    }

    private record Result(
            CommitReport commit, Map<IpFamily, List<Long>> delays, @Nullable String failure) {}

    private Result commit(Need need) {
        try {
            Commit commit = table.sync(need, node.localNode(), node.plan());
            Map<IpFamily, List<Long>> delays = pending.settle(clock.unixNanos());
            if (need instanceof Need.Everything) {
                census.counted(commit.fills());
            }
            followers.committed(commit);
            return new Result(commit.report(), delays, null);
        } catch (KernelFailure e) {
            return new Result(CommitReport.NOTHING, Map.of(), failed(e));
        } catch (RuntimeException e) {
            return new Result(CommitReport.NOTHING, Map.of(), failed(e));
        }
    }

    /** Records that the next sync must read the table, and logs the failure. */
    private String failed(KernelFailure failure) {
        Need.Why why = Need.Why.after(failure);
        pending.readTable(why);
        if (why == Need.Why.REFUSED) {
            guard.tableWasRead();
        }
        switch (why) {
            case FOREIGN_CHANGE -> guard.postponed(String.valueOf(failure.getMessage()));
            case ANSWER_LOST ->
                    LOG.error(
                            "Sync failed: {}; reading the table to see what was applied",
                            failure.getMessage());
            case START, PERIODIC, REFUSED, FAILED ->
                    LOG.error(
                            "Sync failed: {}; nothing was changed, retrying", failure.getMessage());
        }
        return String.valueOf(failure.getMessage());
    }

    /** Records that the next sync must read the table, as our state may be wrong. */
    private String failed(RuntimeException cause) {
        pending.readTable(Need.Why.FAILED);
        LOG.error("Sync failed unexpectedly; retrying", cause);
        return cause.toString();
    }
}
