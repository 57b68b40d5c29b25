package io.nftproxy.sync;

import io.nftproxy.diff.CommitReport;
import io.nftproxy.diff.KernelFailure;
import io.nftproxy.diff.KernelTable;
import io.nftproxy.diff.RulesetDiff;
import io.nftproxy.diff.RulesetOf;
import io.nftproxy.diff.Transaction;
import io.nftproxy.diff.TransactionBuilder;
import io.nftproxy.model.ObjectName;
import io.nftproxy.plan.NodeView;
import io.nftproxy.plan.ServicePlan;
import io.nftproxy.plan.ServicePlanner;
import io.nftproxy.plan.SlotMemory;
import io.nftproxy.render.AffinityDepartures;
import io.nftproxy.render.AppliedTable;
import io.nftproxy.render.KernelSlots;
import io.nftproxy.render.NodeRules;
import io.nftproxy.render.PoolDeparture;
import io.nftproxy.render.RenderSettings;
import io.nftproxy.render.TableChange;
import io.nftproxy.ruleset.Ruleset;
import io.nftproxy.snapshot.ClusterState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Brings the kernel's table to what the cluster asks for, in one transaction. Owned by the writer
 * thread.
 *
 * <p>What is applied is replaced only after the kernel said yes; until then nothing here changes.
 */
public final class TableSync {
    private final KernelTable kernel;
    private final RenderSettings settings;
    private final ClusterState cluster;
    private final AffinityPurge purge;
    private final Predecessor predecessor;
    private AppliedTable applied;

    /**
     * @param predecessor whose rules leave once ours stand
     */
    public TableSync(
            KernelTable kernel,
            RenderSettings settings,
            ClusterState cluster,
            Predecessor predecessor) {
        this.kernel = kernel;
        this.settings = settings;
        this.cluster = cluster;
        this.purge = new AffinityPurge(kernel);
        this.predecessor = predecessor;
        this.applied = new AppliedTable(kernel.table(), settings);
    }

    /**
     * What a sync did.
     *
     * @param plans of the Services looked at
     */
    public record Outcome(CommitReport commit, List<ServicePlan> plans) {}

    /** Plans and commits just these Services, and what depends on the node. */
    public Outcome some(Collection<ObjectName> services, NodeView view, NodeRules rules)
            throws KernelFailure {
        ServicePlanner planner = new ServicePlanner(cluster, view, SlotMemory.NONE);
        List<ServicePlan> plans = new ArrayList<>(services.size());
        for (ObjectName service : services) {
            plans.add(planner.plan(service, applied.plan(service)));
        }
        TableChange change = applied.change(rules, plans);
        purge.purge(change.departures(), change.transaction());
        CommitReport report = commit(change.transaction());
        change.accept().run();
        purgeAgain(change.departures());
        return new Outcome(report, plans);
    }

    /** Compares the whole cluster with the table that the kernel holds. */
    public Outcome all(NodeView view, NodeRules rules) throws KernelFailure {
        Ruleset held = kernel.read();
        SlotMemory memory = held.present() ? new KernelSlots(held) : SlotMemory.NONE;
        ServicePlanner planner = new ServicePlanner(cluster, view, memory);
        List<ServicePlan> plans = new ArrayList<>(cluster.serviceCount());
        for (ObjectName service : cluster.serviceNames()) {
            plans.add(planner.plan(service, null));
        }
        AppliedTable fresh = new AppliedTable(kernel.table(), settings);
        TableChange change = fresh.change(rules, plans);
        TransactionBuilder transaction = from(held, change.transaction());
        List<PoolDeparture> pools = pools(plans, held);
        purge.purge(pools, transaction);
        CommitReport report = commit(transaction);
        change.accept().run();
        applied = fresh;
        purgeAgain(pools);
        predecessor.leave(kernel);
        return new Outcome(report, plans);
    }

    /** Where there is no table, what makes it from nothing is the difference. */
    private TransactionBuilder from(Ruleset held, TransactionBuilder additions) {
        if (!held.present()) {
            additions.addTable();
            return additions;
        }
        TransactionBuilder difference = new TransactionBuilder(kernel.table());
        RulesetDiff.between(held, RulesetOf.additions(additions.build()), difference);
        return difference;
    }

    /** Affinity that the kernel remembers from before: who left since is not known to us. */
    private static List<PoolDeparture> pools(List<ServicePlan> plans, Ruleset held) {
        List<PoolDeparture> pools = new ArrayList<>();
        for (ServicePlan plan : plans) {
            for (PoolDeparture pool : AffinityDepartures.all(plan)) {
                if (held.sets().containsKey(pool.clients().name())) {
                    pools.add(pool);
                }
            }
        }
        return pools;
    }

    /**
     * A client may have been learned between the reading of its map and the commit; behind the
     * commit nobody outside the pool is learned any more.
     */
    private void purgeAgain(List<PoolDeparture> departures) throws KernelFailure {
        if (!departures.isEmpty()) {
            TransactionBuilder transaction = new TransactionBuilder(kernel.table());
            purge.purge(departures, transaction);
            commit(transaction);
        }
    }

    private CommitReport commit(TransactionBuilder builder) throws KernelFailure {
        Transaction transaction = builder.build();
        return transaction.isEmpty() ? CommitReport.NOTHING : kernel.commit(transaction);
    }

    /** What the kernel holds by our last commit. */
    public AppliedTable applied() {
        return applied;
    }
}
