package io.nftproxy.sync;

import io.nftproxy.diff.CommitReport;
import io.nftproxy.diff.KernelFailure;
import io.nftproxy.diff.KernelTable;
import io.nftproxy.diff.RulesetDiff;
import io.nftproxy.diff.RulesetOf;
import io.nftproxy.diff.SetFill;
import io.nftproxy.diff.Transaction;
import io.nftproxy.diff.TransactionBuilder;
import io.nftproxy.event.EventSink;
import io.nftproxy.model.FrontendKey;
import io.nftproxy.model.IpFamily;
import io.nftproxy.model.ObjectName;
import io.nftproxy.model.Protocol;
import io.nftproxy.plan.NodeView;
import io.nftproxy.plan.ServicePlan;
import io.nftproxy.plan.ServicePlanner;
import io.nftproxy.plan.SlotMemory;
import io.nftproxy.render.AffinityRevisions;
import io.nftproxy.render.AppliedTable;
import io.nftproxy.render.KernelFrontends;
import io.nftproxy.render.KernelKeys;
import io.nftproxy.render.KernelSlots;
import io.nftproxy.render.NodeRules;
import io.nftproxy.render.OperationOwner;
import io.nftproxy.render.PoolRevision;
import io.nftproxy.render.RenderSettings;
import io.nftproxy.render.TableChange;
import io.nftproxy.ruleset.Ruleset;
import io.nftproxy.ruleset.SetSpec;
import io.nftproxy.snapshot.ClusterState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
    private final AffinityClients clients;
    private final Predecessor predecessor;
    private final Quarantine quarantine;
    private final Refusals refusals;
    private final Planning planning;

    /** What the kernel was found to have; kept until a full sync succeeds. */
    private final Map<IpFamily, Set<FrontendKey>> found = new EnumMap<>(IpFamily.class);

    private AppliedTable applied;

    /**
     * @param predecessor whose rules leave once ours stand
     * @param quarantine what the kernel refuses is put there, and what cannot be planned
     */
    public TableSync(
            KernelTable kernel,
            RenderSettings settings,
            ClusterState cluster,
            Predecessor predecessor,
            Quarantine quarantine) {
        this(
                kernel,
                settings,
                cluster,
                predecessor,
                quarantine,
                (view, memory) -> new ServicePlanner(cluster, view, memory)::plan);
    }

    TableSync(
            KernelTable kernel,
            RenderSettings settings,
            ClusterState cluster,
            Predecessor predecessor,
            Quarantine quarantine,
            Planning.Planners planners) {
        this.kernel = kernel;
        this.settings = settings;
        this.cluster = cluster;
        this.clients = new AffinityClients(kernel);
        this.predecessor = predecessor;
        this.quarantine = quarantine;
        this.refusals = new Refusals(quarantine, new OperationOwner(settings), cluster);
        this.planning = new Planning(cluster, quarantine, planners);
        this.applied = new AppliedTable(kernel.table(), settings);
    }

    /** As above; what the kernel refuses is only logged. */
    public TableSync(
            KernelTable kernel,
            RenderSettings settings,
            ClusterState cluster,
            Predecessor predecessor) {
        this(
                kernel,
                settings,
                cluster,
                predecessor,
                new Quarantine(EventSink.NONE, LoopClock.system()));
    }

    /**
     * What a sync did.
     *
     * @param plans of the Services looked at
     * @param fills how full the sets were that packets fill; empty if none was read
     * @param replaced UDP frontends that the kernel's table had before; empty if it was not read
     */
    public record Outcome(
            CommitReport commit,
            List<ServicePlan> plans,
            List<SetFill> fills,
            Map<IpFamily, Set<FrontendKey>> replaced) {}

    /** Plans and commits just these Services, and what depends on the node. */
    public Outcome some(Collection<ObjectName> services, NodeView view, NodeRules rules)
            throws KernelFailure {
        return refusals.some(services, plans -> trySome(services, view, rules, plans));
    }

    private Outcome trySome(
            Collection<ObjectName> services,
            NodeView view,
            NodeRules rules,
            List<ServicePlan> plans)
            throws KernelFailure {
        Planning.Planner planner = planning.planner(view, SlotMemory.NONE);
        for (ObjectName service : services) {
            ServicePlan before = applied.plan(service);
            plans.add(planning.plan(planner, service, before, before));
        }
        TableChange change =
                planning.render(plans, some -> applied.change(rules, some), applied::plan);
        clients.revise(change.revisions(), change.transaction());
        CommitReport report = commit(change.transaction());
        change.accept().run();
        reviseAgain(change.revisions());
        return new Outcome(report, plans, List.of(), Map.of());
    }

    /** Compares the whole cluster with the table that the kernel holds. */
    public Outcome all(NodeView view, NodeRules rules) throws KernelFailure {
        return refusals.all(plans -> tryAll(view, rules, plans));
    }

    private Outcome tryAll(NodeView view, NodeRules rules, List<ServicePlan> plans)
            throws KernelFailure {
        Ruleset held = kernel.read(new KernelKeys());
        KernelFrontends.of(held, Protocol.UDP).forEach(this::found);
        SlotMemory memory = held.present() ? new KernelSlots(held) : SlotMemory.NONE;
        Planning.Planner planner = planning.planner(view, memory);
        for (ObjectName service : cluster.serviceNames()) {
            plans.add(planning.plan(planner, service, null, applied.plan(service)));
        }
        AppliedTable fresh = new AppliedTable(kernel.table(), settings);
        Rendered rendered =
                planning.render(
                        plans,
                        some -> new Rendered(fresh.change(rules, some), revisions(some, held)),
                        applied::plan);
        TableChange change = rendered.change();
        Ruleset wanted = RulesetOf.additions(change.transaction().build());
        boolean anew = RulesetDiff.needsNewTable(held, wanted);
        List<PoolRevision> revisions = anew ? List.of() : rendered.revisions();
        TransactionBuilder transaction =
                anew ? replacing(change.transaction()) : from(held, wanted, change.transaction());
        clients.revise(revisions, transaction);
        CommitReport report = commit(transaction);
        change.accept().run();
        applied = fresh;
        reviseAgain(revisions);
        predecessor.leave(kernel);
        Map<IpFamily, Set<FrontendKey>> replaced = Map.copyOf(found);
        found.clear();
        return new Outcome(report, plans, fills(held), replaced);
    }

    private record Rendered(TableChange change, List<PoolRevision> revisions) {}

    private void found(IpFamily family, Set<FrontendKey> keys) {
        found.computeIfAbsent(family, _ -> new HashSet<>()).addAll(keys);
    }

    /** Where there is no table, what makes it from nothing is the difference. */
    private TransactionBuilder from(Ruleset held, Ruleset wanted, TransactionBuilder additions) {
        if (!held.present()) {
            additions.addTable();
            return additions;
        }
        TransactionBuilder difference = new TransactionBuilder(kernel.table());
        RulesetDiff.between(held, wanted, difference);
        return difference;
    }

    private static TransactionBuilder replacing(TransactionBuilder additions) {
        additions.replaceTable();
        return additions;
    }

    private static List<SetFill> fills(Ruleset held) {
        List<SetFill> fills = new ArrayList<>();
        for (SetSpec set : held.sets().values()) {
            if (set.flags().contains(SetSpec.Flag.DYNAMIC)) {
                int elements = held.elementsOf(set.name()).size();
                fills.add(new SetFill(set.name(), elements, set.sizeHint()));
            }
        }
        return fills;
    }

    private static List<PoolRevision> revisions(List<ServicePlan> plans, Ruleset held) {
        List<PoolRevision> revisions = new ArrayList<>();
        for (ServicePlan plan : plans) {
            revisions.addAll(AffinityRevisions.since(held, plan));
        }
        return revisions;
    }

    /**
     * A client may have been learned by the old rules between the reading of its map and the
     * commit; behind the commit nobody is any more.
     */
    private void reviseAgain(List<PoolRevision> revisions) throws KernelFailure {
        if (!revisions.isEmpty()) {
            TransactionBuilder transaction = new TransactionBuilder(kernel.table());
            clients.revise(revisions, transaction);
            commit(transaction);
        }
    }

    private CommitReport commit(TransactionBuilder builder) throws KernelFailure {
        Transaction transaction = builder.build();
        return transaction.isEmpty() ? CommitReport.NOTHING : kernel.commit(transaction);
    }

    /** Service ports that the kernel refuses. */
    public Quarantine quarantine() {
        return quarantine;
    }

    /** What the kernel holds by our last commit. */
    public AppliedTable applied() {
        return applied;
    }
}
