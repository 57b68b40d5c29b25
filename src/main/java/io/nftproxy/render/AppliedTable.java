package io.nftproxy.render;

import io.nftproxy.diff.ElementDiff;
import io.nftproxy.diff.TransactionBuilder;
import io.nftproxy.model.Cidr;
import io.nftproxy.model.IpAddress;
import io.nftproxy.model.IpFamily;
import io.nftproxy.model.ObjectName;
import io.nftproxy.plan.PortPlan;
import io.nftproxy.plan.ServicePlan;
import io.nftproxy.ruleset.Chain;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.TableRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel has been made to hold, kept as plans: the table is a function of these. Owned by
 * the writer thread.
 *
 * <p>A change costs as much as the Services in it are large.
 */
public final class AppliedTable {
    private final TableRef table;
    private final RenderSettings settings;
    private final ServiceRenderer services;
    private final SharedChainRules sharedChains;
    private final BaseChains baseChains;
    private final Map<ObjectName, ServicePlan> plans = new HashMap<>();
    private final Counts counts = new Counts();
    private boolean hasSets;
    private Base appliedBase = Base.NONE;
    private Map<String, List<Element>> appliedNode = Map.of();

    /** A table that holds nothing yet. */
    public AppliedTable(TableRef table, RenderSettings settings) {
        this.table = table;
        this.settings = settings;
        this.services = new ServiceRenderer(new AffinityRenderer(settings));
        this.sharedChains = new SharedChainRules(settings);
        this.baseChains = new BaseChains(settings);
    }

    /** The plan of a Service; null if it has none. */
    public @Nullable ServicePlan plan(ObjectName service) {
        return plans.get(service);
    }

    /**
     * The chains that belong to no Service, and what they were rendered from: while that stays,
     * they do, and a change of a Service does not pay for them.
     */
    private record Base(
            @Nullable NodeRules node, @Nullable Features features, Map<String, Chain> chains) {
        static final Base NONE = new Base(null, null, Map.of());
    }

    /** What is counted over all Services. */
    private enum Numbers {
        ENDPOINTS
    }

    /** How many Services have a plan. */
    public int serviceCount() {
        return plans.size();
    }

    /** How many endpoints connections may be sent to, one for each service port. */
    public int endpointCount() {
        return counts.count(Numbers.ENDPOINTS);
    }

    /** Whether packets are learned from. */
    public boolean hasAffinity() {
        for (IpFamily family : settings.families()) {
            if (counts.count(Container.AFFINITY_SERVICES.nameOf(family)) > 0
                    || counts.count(Container.AFFINITY_NODEPORTS.nameOf(family)) > 0) {
                return true;
            }
        }
        return false;
    }

    /** How many elements the sets have that every table has, by name: {@code service-ips4}. */
    public Map<String, Integer> elementCounts() {
        Map<String, Integer> byName = new LinkedHashMap<>();
        for (IpFamily family : settings.families()) {
            for (Container container : Container.values()) {
                String name = container.nameOf(family);
                int ofNode = appliedNode.getOrDefault(name, List.of()).size();
                byName.put(name, counts.count(name) + ofNode);
            }
        }
        return byName;
    }

    /**
     * Prepares a change.
     *
     * @param changed new plans of Services; those not named keep theirs
     */
    public TableChange change(NodeRules node, Collection<ServicePlan> changed) {
        TransactionBuilder transaction = new TransactionBuilder(table);
        if (!hasSets) {
            addSets(transaction);
        }
        Counts.Changes countChanges = counts.changes();
        FragmentDiff fragments = new FragmentDiff(transaction, countChanges);
        AddedFragment added = new AddedFragment(transaction, countChanges);
        List<PoolRevision> revisions = new ArrayList<>();
        for (ServicePlan plan : changed) {
            ServicePlan before = plans.get(plan.service());
            if (before == null) {
                services.render(plan, added);
                count(plan, +1, countChanges);
            } else if (!before.equals(plan)) {
                fragments.between(services.render(before), services.render(plan));
                count(before, -1, countChanges);
                count(plan, +1, countChanges);
                revisions.addAll(AffinityRevisions.between(before, plan));
            }
        }
        applyShared(countChanges, transaction);
        Base base = compareBase(node, countChanges, transaction);
        Map<String, List<Element>> nodeElements = compareNode(node, transaction);
        Runnable accept = () -> accept(changed, countChanges, base, nodeElements);
        return new TableChange(transaction, revisions, accept);
    }

    private void accept(
            Collection<ServicePlan> changed,
            Counts.Changes countChanges,
            Base base,
            Map<String, List<Element>> nodeElements) {
        hasSets = true;
        for (ServicePlan plan : changed) {
            if (plan.isAbsent()) {
                plans.remove(plan.service());
            } else {
                plans.put(plan.service(), plan);
            }
        }
        countChanges.accept();
        appliedBase = base;
        appliedNode = nodeElements;
    }

    private static void count(ServicePlan plan, int delta, Counts.Changes changes) {
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

    /** How many service ports have no endpoint here although a policy asks for one, by family. */
    public Map<IpFamily, Integer> noLocal(NoLocalEndpoints kind) {
        Map<IpFamily, Integer> byFamily = new EnumMap<>(IpFamily.class);
        for (IpFamily family : settings.families()) {
            byFamily.put(family, counts.count(new NoLocalEndpoints.Count(kind, family)));
        }
        return byFamily;
    }

    private void addSets(TransactionBuilder transaction) {
        for (IpFamily family : settings.families()) {
            for (Container container : Container.values()) {
                transaction.addSet(container.spec(family));
            }
        }
    }

    private void applyShared(Counts.Changes changes, TransactionBuilder transaction) {
        changes.forEachTurn(
                (counted, wanted) -> {
                    if (counted instanceof SharedChain chain) {
                        if (wanted) {
                            transaction.addChain(sharedChains.chain(chain));
                        } else {
                            transaction.deleteChain(chain.chainName());
                        }
                    } else if (counted instanceof Counts.SharedElement shared) {
                        if (wanted) {
                            transaction.addElement(shared.set(), shared.element());
                        } else {
                            transaction.deleteElement(shared.set(), shared.element());
                        }
                    }
                });
        for (IpFamily family : settings.families()) {
            for (Container container : Container.values()) {
                String name = container.nameOf(family);
                changes.add(name, transaction.growthOf(name));
            }
        }
    }

    private Base compareBase(
            NodeRules node, Counts.Changes changes, TransactionBuilder transaction) {
        Features features =
                Features.of((container, family) -> changes.count(container.nameOf(family)) > 0);
        if (node.equals(appliedBase.node) && features.equals(appliedBase.features)) {
            return appliedBase;
        }
        Map<String, Chain> wanted = new LinkedHashMap<>();
        for (Chain chain : baseChains.render(node, features)) {
            wanted.put(chain.name(), chain);
            Chain held = appliedBase.chains.get(chain.name());
            if (held == null) {
                transaction.addChain(chain);
            } else if (!held.equals(chain)) {
                transaction.replaceRules(chain);
            }
        }
        for (String name : appliedBase.chains.keySet()) {
            if (!wanted.containsKey(name)) {
                transaction.deleteChain(name);
            }
        }
        return new Base(node, features, wanted);
    }

    private Map<String, List<Element>> compareNode(NodeRules node, TransactionBuilder transaction) {
        Map<String, List<Element>> wanted = new LinkedHashMap<>();
        for (IpFamily family : settings.families()) {
            List<Element> addresses = new ArrayList<>();
            if (node.nodePorts().get(family) instanceof NodePortMatch.Addresses match) {
                for (IpAddress address : match.addresses()) {
                    addresses.add(Element.of(Keys.address(address)));
                }
            }
            compare(Container.NODEPORT_IPS, family, addresses, wanted, transaction);
            List<Cidr> cidrs = node.serviceCidrs().getOrDefault(family, List.of());
            compare(Container.SERVICE_CIDRS, family, Intervals.of(cidrs), wanted, transaction);
        }
        return wanted;
    }

    private void compare(
            Container container,
            IpFamily family,
            List<Element> elements,
            Map<String, List<Element>> wanted,
            TransactionBuilder transaction) {
        String name = container.nameOf(family);
        wanted.put(name, elements);
        ElementDiff.between(
                container.spec(family),
                appliedNode.getOrDefault(name, List.of()),
                elements,
                transaction);
    }
}
