package io.nftproxy.core.render;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.ServicePlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The plans that the kernel's table was last built from. The table is a function of these plans.
 * Owned by the sync thread.
 *
 * <p>The cost of a change grows with the Services in it, not with the table.
 */
public final class AppliedTable {
    private final RenderSettings settings;
    private final SortedMap<String, SetSpec> standardSets;
    private final ServiceRenderer services;
    private final NodeRenderer nodes;
    private final SharedRenderer shared;
    private final BaseChains baseChains;
    private final Map<ObjectName, ServicePlan> plans = new HashMap<>();
    private final Totals totals = new Totals();
    private @Nullable NodePlan node;
    private @Nullable NonEmptySets nonEmpty;

    /** Creates an empty table. */
    public AppliedTable(RenderSettings settings) {
        this.settings = settings;
        this.standardSets = StandardSet.all(settings.families());
        this.services = new ServiceRenderer(new AffinityRenderer(settings));
        this.nodes = new NodeRenderer(settings.families());
        this.shared = new SharedRenderer(settings);
        this.baseChains = new BaseChains(settings);
    }

    /** Returns the plan of a Service; null if it has none. */
    public @Nullable ServicePlan plan(ObjectName service) {
        return plans.get(service);
    }

    /** Returns the plans of all Services. */
    public Collection<ServicePlan> plans() {
        return plans.values();
    }

    /** Returns the plan of the node; null before the first commit. */
    public @Nullable NodePlan node() {
        return node;
    }

    /** Totals without an object of their own. */
    private enum Numbers {
        ENDPOINTS
    }

    /** Returns the number of Services with a plan. */
    public int serviceCount() {
        return plans.size();
    }

    /**
     * Returns the number of endpoints in use; an endpoint of several Service ports counts for each.
     */
    public int endpointCount() {
        return totals.of(Numbers.ENDPOINTS);
    }

    /** Returns whether a Service in the table has session affinity. */
    public boolean hasAffinity() {
        for (IpFamily family : settings.families()) {
            if (totals.of(StandardSet.AFFINITY_SERVICES.nameOf(family)) > 0
                    || totals.of(StandardSet.AFFINITY_NODEPORTS.nameOf(family)) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Returns the number of elements in each standard set, by name: {@code service-ips4}. */
    public Map<String, Integer> elementCounts() {
        Map<String, Integer> byName = new LinkedHashMap<>();
        standardSets.keySet().forEach(name -> byName.put(name, totals.of(name)));
        return byName;
    }

    /**
     * Returns the number of Service ports under a Local policy without an endpoint on this node, by
     * family.
     */
    public Map<IpFamily, Integer> noLocal(NoLocalEndpoints kind) {
        Map<IpFamily, Integer> byFamily = new EnumMap<>(IpFamily.class);
        for (IpFamily family : settings.families()) {
            byFamily.put(family, totals.of(new NoLocalEndpoints.Count(kind, family)));
        }
        return byFamily;
    }

    /**
     * Prepares a change.
     *
     * @param changed new plans of Services; other Services keep their plans
     */
    public TableChange change(NodePlan nodeNow, Collection<ServicePlan> changed) {
        Part before = new Part();
        Part after = new Part();
        Totals.Changes changes = totals.changes();
        List<AffinityCleanup> cleanups = new ArrayList<>();
        for (ServicePlan plan : changed) {
            ServicePlan held = plans.get(plan.service());
            if (!plan.equals(held)) {
                changeService(held, plan, before, after, changes);
                if (held != null) {
                    cleanups.addAll(AffinityCleanups.between(held, plan));
                }
            }
        }
        if (!nodeNow.equals(node)) {
            if (node != null) {
                nodes.render(node, before);
            }
            nodes.render(nodeNow, after);
        }
        changeShared(before, after, changes);
        standardSets.keySet().forEach(set -> changes.add(set, after.size(set) - before.size(set)));
        NonEmptySets nonEmptyNow = changeBase(nodeNow, before, after, changes);
        return new TableChange(
                before.toRuleset(node == null ? new TreeMap<>() : standardSets),
                after.toRuleset(standardSets),
                cleanups,
                changed,
                nodeNow,
                nonEmptyNow,
                changes);
    }

    private void changeService(
            @Nullable ServicePlan held,
            ServicePlan plan,
            Part before,
            Part after,
            Totals.Changes changes) {
        if (held != null) {
            services.render(held, before);
            count(held, -1, changes);
        }
        services.render(plan, after);
        count(plan, +1, changes);
    }

    private static void count(ServicePlan plan, int delta, Totals.Changes changes) {
        for (PortPlan port : plan.ports()) {
            changes.add(
                    Numbers.ENDPOINTS,
                    delta * Math.max(port.cluster().size(), port.local().size()));
            for (NoLocalEndpoints kind : NoLocalEndpoints.KINDS) {
                if (kind.isCaseOf(port)) {
                    changes.add(new NoLocalEndpoints.Count(kind, port.family()), delta);
                }
            }
        }
    }

    /**
     * Renders shared things: those that lose their last reference into {@code before}, those that
     * get their first one into {@code after}.
     */
    private void changeShared(Part before, Part after, Totals.Changes changes) {
        Set<Shared> concerned = new LinkedHashSet<>(before.shared());
        concerned.addAll(after.shared());
        for (Shared thing : concerned) {
            int held = totals.of(thing);
            int delta = after.usesOf(thing) - before.usesOf(thing);
            changes.add(thing, delta);
            if (held == 0 && delta > 0) {
                shared.render(thing, after);
            } else if (held > 0 && held + delta == 0) {
                shared.render(thing, before);
            }
        }
    }

    /**
     * Renders the base chains if they change; returns the sets that have elements after the change.
     */
    private NonEmptySets changeBase(
            NodePlan nodeNow, Part before, Part after, Totals.Changes changes) {
        NonEmptySets nonEmptyNow =
                NonEmptySets.of((set, family) -> changes.of(set.nameOf(family)) > 0);
        if (!nodeNow.equals(node) || !nonEmptyNow.equals(nonEmpty)) {
            if (node != null && nonEmpty != null) {
                ownAll(baseChains.render(node, nonEmpty), before);
            }
            ownAll(baseChains.render(nodeNow, nonEmptyNow), after);
        }
        return nonEmptyNow;
    }

    private static void ownAll(List<Chain> chains, Part part) {
        chains.forEach(part::own);
    }

    /** Applies a change that the kernel has acknowledged. */
    public void accept(TableChange change) {
        for (ServicePlan plan : change.plans()) {
            if (plan.isAbsent()) {
                plans.remove(plan.service());
            } else {
                plans.put(plan.service(), plan);
            }
        }
        change.totals().accept();
        node = change.node();
        nonEmpty = change.nonEmpty();
    }
}
