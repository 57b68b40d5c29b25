package io.nftproxy.render;

import io.nftproxy.diff.Operation;
import io.nftproxy.model.ServicePortName;
import io.nftproxy.plan.PortPlan;
import io.nftproxy.plan.ServicePlan;
import io.nftproxy.render.ServiceFragment.SetElements;
import io.nftproxy.ruleset.Bytes;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.SetSpec;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out for which service port an operation is. Renders all, so only for when it matters. */
public final class OperationOwner {
    private final ServiceRenderer services;

    public OperationOwner(RenderSettings settings) {
        services = new ServiceRenderer(new AffinityRenderer(settings));
    }

    /**
     * The first service port that wants what an operation does.
     *
     * @param key of the one element that matters; null for all of the operation
     * @return null if none does, as for base chains
     */
    public @Nullable ServicePortName of(
            Operation operation, @Nullable Bytes key, Collection<ServicePlan> plans) {
        for (ServicePlan plan : plans) {
            for (PortPlan port : plan.ports()) {
                ServicePlan alone =
                        new ServicePlan(plan.service(), plan.clusterIps(), List.of(port));
                if (wants(services.render(alone), operation, key)) {
                    return port.name();
                }
            }
        }
        return null;
    }

    private static boolean wants(
            ServiceFragment fragment, Operation operation, @Nullable Bytes key) {
        return switch (operation) {
            case Operation.AddTable _, Operation.DeleteTable _ -> false;
            case Operation.AddChain add -> hasChain(fragment, add.chain().name());
            case Operation.FlushChain flush -> hasChain(fragment, flush.chain());
            case Operation.DeleteChain delete -> hasChain(fragment, delete.chain());
            case Operation.AddRule add -> hasChain(fragment, add.chain());
            case Operation.DeleteRule delete -> hasChain(fragment, delete.chain());
            case Operation.AddSet add -> fragment.sets().containsKey(add.set().name());
            case Operation.DeleteSet delete -> fragment.sets().containsKey(delete.set());
            case Operation.FlushSet flush -> fragment.sets().containsKey(flush.set());
            case Operation.AddElements add -> has(fragment, add.set(), add.elements(), key);
            case Operation.AddExpiringElements add -> has(fragment, add.set(), List.of(), null);
            case Operation.DeleteElements gone -> has(fragment, gone.set(), gone.elements(), key);
            case Operation.DestroyElements gone -> has(fragment, gone.set(), List.of(), null);
        };
    }

    private static boolean hasChain(ServiceFragment fragment, String name) {
        return fragment.chains().containsKey(name)
                || fragment.sharedChains().stream()
                        .anyMatch(chain -> chain.chainName().equals(name));
    }

    private static boolean has(
            ServiceFragment fragment, SetSpec set, List<Element> elements, @Nullable Bytes key) {
        if (fragment.sets().containsKey(set.name())) {
            return true;
        }
        Set<Bytes> wanted = new HashSet<>();
        addKeys(fragment.elements(), set, wanted);
        addKeys(fragment.sharedElements(), set, wanted);
        if (key != null) {
            return wanted.contains(key);
        }
        return !elements.isEmpty()
                && elements.stream().allMatch(element -> wanted.contains(element.key()));
    }

    private static void addKeys(Map<String, SetElements> elements, SetSpec set, Set<Bytes> keys) {
        SetElements found = elements.get(set.name());
        if (found != null) {
            found.elements().forEach(element -> keys.add(element.key()));
        }
    }
}
