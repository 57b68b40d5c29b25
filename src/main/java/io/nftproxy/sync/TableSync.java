package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.diff.RulesetDiff;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.diff.TransactionBuilder;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.plan.ExistingSlots;
import io.nftproxy.core.plan.LocalNode;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.core.plan.ServicePlanner;
import io.nftproxy.core.render.AffinityCleanup;
import io.nftproxy.core.render.AffinityCleanups;
import io.nftproxy.core.render.AppliedTable;
import io.nftproxy.core.render.ExpectedSlotKeys;
import io.nftproxy.core.render.KernelFrontends;
import io.nftproxy.core.render.KernelSlots;
import io.nftproxy.core.render.OperationOwner;
import io.nftproxy.core.render.Owner;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.core.render.TableChange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sync of the kernel's table with the cluster: prepares a transaction, commits it, and accepts
 * it after the kernel has acknowledged it. Owned by the sync thread.
 */
public final class TableSync {
    /** Bounds the time of one sync; further rejected owners are held out by the next syncs. */
    private static final int HOLDS_PER_SYNC = 32;

    private final KernelTable kernel;
    private final RenderSettings settings;
    private final ClusterState cluster;
    private final AffinityClients clients;
    private final Leftovers leftovers;
    private final Quarantine quarantine;
    private final Refusals refusals;

    /** UDP frontends that the kernel was found to have; kept until a full sync succeeds. */
    private final Map<IpFamily, Set<FrontendKey>> found = new EnumMap<>(IpFamily.class);

    /**
     * Plans that the kernel has and that no {@link Commit} has reported, because a step after the
     * commit failed.
     */
    private final Map<ObjectName, ServicePlan> unreported = new LinkedHashMap<>();

    /** Whether each client that the kernel remembers has been compared with its pool. */
    private boolean clientsCompared;

    private AppliedTable applied;

    /**
     * @param leftovers the rules of kube-proxy, removed after each full sync
     * @param quarantine holds out the owners that the kernel rejects
     */
    public TableSync(
            KernelTable kernel,
            RenderSettings settings,
            ClusterState cluster,
            Leftovers leftovers,
            Quarantine quarantine) {
        this.kernel = kernel;
        this.settings = settings;
        this.cluster = cluster;
        this.clients = new AffinityClients(kernel);
        this.leftovers = leftovers;
        this.quarantine = quarantine;
        this.refusals = new Refusals(quarantine, new OperationOwner(settings));
        this.applied = new AppliedTable(settings);
    }

    /** Creates a sync that reports rejected owners in the log only. */
    public TableSync(
            KernelTable kernel,
            RenderSettings settings,
            ClusterState cluster,
            Leftovers leftovers) {
        this(
                kernel,
                settings,
                cluster,
                leftovers,
                new Quarantine(EventSink.NONE, LoopClock.system()));
    }

    /**
     * A prepared change of the table, not yet committed.
     *
     * @param table where the change belongs: the applied one, or one made anew from nothing
     */
    private record Prepared(
            AppliedTable table,
            TableChange change,
            List<ServicePlan> plans,
            List<AffinityCleanup> cleanups,
            Transaction transaction) {}

    /**
     * Syncs what is needed.
     *
     * @throws KernelFailure if nothing was committed; or if all was, but for clients of session
     *     affinity
     */
    public Commit sync(Need need, LocalNode localNode, NodePlan nodePlan) throws KernelFailure {
        Need now = need;
        for (int holds = 0; ; holds++) {
            Prepared prepared = prepare(now, localNode, nodePlan);
            CommitReport report;
            try {
                report = commit(prepared.transaction());
            } catch (CommitRejected refused) {
                if (holds == HOLDS_PER_SYNC || !holdOut(refused, now, prepared, localNode)) {
                    throw refused;
                }
                if (!prepared.transaction().newChains().isEmpty()) {
                    // They may have been committed, so the table must be read.
                    now = Need.Everything.because(Need.Why.REFUSED);
                }
                continue;
            }
            return accept(now, prepared, report);
        }
    }

    private Prepared prepare(Need need, LocalNode localNode, NodePlan nodePlan)
            throws KernelFailure {
        NodePlan admitted = quarantine.admitted(nodePlan, applied.node());
        return switch (need) {
            case Need.Nothing _ -> prepareServices(Set.of(), localNode, admitted);
            case Need.Services(Set<ObjectName> names) ->
                    prepareServices(names, localNode, admitted);
            case Need.Everything(var why, _) -> {
                clientsCompared &= !why.contains(Need.Why.FOREIGN_CHANGE);
                yield prepareEverything(localNode, admitted);
            }
        };
    }

    private Prepared prepareServices(Set<ObjectName> names, LocalNode localNode, NodePlan nodePlan)
            throws KernelFailure {
        ServicePlanner planner = new ServicePlanner(cluster, localNode, ExistingSlots.NONE);
        List<ServicePlan> plans = new ArrayList<>(names.size());
        for (ObjectName name : names) {
            plans.add(quarantine.admitted(planner.plan(name, applied.plan(name))));
        }
        TableChange change = applied.change(nodePlan, plans);
        TransactionBuilder transaction = new TransactionBuilder(kernel.table());
        RulesetDiff.between(change.before(), change.after(), transaction);
        clients.cleanUp(change.cleanups(), transaction);
        return new Prepared(applied, change, plans, change.cleanups(), transaction.build());
    }

    private Prepared prepareEverything(LocalNode localNode, NodePlan nodePlan)
            throws KernelFailure {
        Ruleset held = kernel.read(new ExpectedSlotKeys());
        KernelFrontends.of(held, Protocol.UDP)
                .forEach(
                        (family, keys) ->
                                found.computeIfAbsent(family, _ -> new HashSet<>()).addAll(keys));
        ExistingSlots memory = held.present() ? new KernelSlots(held) : ExistingSlots.NONE;
        ServicePlanner planner = new ServicePlanner(cluster, localNode, memory);
        List<ServicePlan> plans = new ArrayList<>(cluster.serviceCount());
        for (ObjectName name : cluster.serviceNames()) {
            plans.add(quarantine.admitted(planner.plan(name, null)));
        }
        AppliedTable table = new AppliedTable(settings);
        TableChange change = table.change(nodePlan, plans);
        TransactionBuilder transaction = new TransactionBuilder(kernel.table());
        RulesetDiff.between(held, change.after(), transaction);
        List<AffinityCleanup> cleanups = new ArrayList<>();
        if (!RulesetDiff.needsNewTable(held, change.after())) {
            for (ServicePlan plan : plans) {
                cleanups.addAll(AffinityCleanups.since(held, plan, !clientsCompared));
            }
        }
        clients.cleanUp(cleanups, transaction);
        return new Prepared(table, change, plans, cleanups, transaction.build());
    }

    /** Commits a transaction; its new chains first, see {@link Transaction#newChains}. */
    private CommitReport commit(Transaction transaction) throws KernelFailure {
        Transaction first = transaction.newChains();
        if (first.isEmpty()) {
            return commitOnce(transaction);
        }
        CommitReport created = commitOnce(first);
        return created.plus(commitOnce(transaction.without(first)));
    }

    private CommitReport commitOnce(Transaction transaction) throws KernelFailure {
        return transaction.isEmpty() ? CommitReport.NOTHING : kernel.commit(transaction);
    }

    private Commit accept(Need need, Prepared prepared, CommitReport report) throws KernelFailure {
        prepared.plans().forEach(plan -> unreported.put(plan.service(), plan));
        gone(need).forEach(plan -> unreported.put(plan.service(), plan));
        prepared.table().accept(prepared.change());
        applied = prepared.table();
        quarantine.committed(prepared.plans());
        cleanUpAgain(prepared.cleanups());
        if (!(need instanceof Need.Everything everything)) {
            return new Commit(cluster, report, takeUnreported(), Map.of(), List.of(), false);
        }
        clientsCompared = true;
        leftovers.remove(kernel);
        List<SetFill> fills = kernel.fills();
        Map<IpFamily, Set<FrontendKey>> before = Map.copyOf(found);
        found.clear();
        boolean restored = everything.why().contains(Need.Why.FOREIGN_CHANGE);
        return new Commit(cluster, report, takeUnreported(), before, fills, restored);
    }

    private List<ServicePlan> takeUnreported() {
        List<ServicePlan> plans = List.copyOf(unreported.values());
        unreported.clear();
        return plans;
    }

    /** Returns an absent plan for each Service that has left the cluster since the last commit. */
    private List<ServicePlan> gone(Need need) {
        return switch (need) {
            case Need.Nothing _, Need.Services _ -> List.of();
            case Need.Everything _ ->
                    applied.plans().stream()
                            .map(ServicePlan::service)
                            .filter(service -> cluster.service(service) == null)
                            .map(ServicePlan::absent)
                            .toList();
        };
    }

    /**
     * Compares the clients with their pools a second time: until the commit, the old rules could
     * store clients of a removed endpoint.
     */
    private void cleanUpAgain(List<AffinityCleanup> cleanups) throws KernelFailure {
        boolean before = clientsCompared;
        clientsCompared = false;
        TransactionBuilder transaction = new TransactionBuilder(kernel.table());
        clients.cleanUp(
                cleanups.stream().filter(AffinityCleanup::rulesChange).toList(), transaction);
        commit(transaction.build());
        clientsCompared = before;
    }

    /** Holds out the owners of a rejected transaction. Returns false if they are not known. */
    private boolean holdOut(
            CommitRejected refused, Need need, Prepared prepared, LocalNode localNode) {
        if (refused.isTransient()) {
            return false;
        }
        List<Owner> culprits =
                refusals.culprits(refused, need, prepared.change().node(), prepared.plans());
        culprits.forEach(owner -> quarantine.hold(owner, refused, cluster, localNode.nodeName()));
        return !culprits.isEmpty();
    }

    /** Returns the owners that are held out. */
    public Quarantine quarantine() {
        return quarantine;
    }

    /** Returns the table as last committed. */
    public AppliedTable applied() {
        return applied;
    }
}
