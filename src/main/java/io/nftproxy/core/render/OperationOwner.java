package io.nftproxy.core.render;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.ServicePlan;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The search for the owners of an operation that the kernel rejected. It renders every candidate.
 */
public final class OperationOwner {
    private final ServiceRenderer services;
    private final NodeRenderer nodes;

    public OperationOwner(RenderSettings settings) {
        services = new ServiceRenderer(new AffinityRenderer(settings));
        nodes = new NodeRenderer(settings.families());
    }

    /**
     * Returns the node if its elements include those of the operation, else all Service ports whose
     * part of the table does: a chain that they share may use an expression that the kernel lacks.
     * If there are none, returns the base chains.
     *
     * @param key the key of the rejected element; null for all elements of the operation
     */
    public List<Owner> of(
            Operation operation,
            @Nullable Bytes key,
            NodePlan node,
            Collection<ServicePlan> plans) {
        Part ofNode = new Part();
        nodes.render(node, ofNode);
        if (isIn(ofNode, operation, key)) {
            return List.of(Owner.NODE);
        }
        Set<Owner> ports = new LinkedHashSet<>();
        for (ServicePlan plan : plans) {
            for (PortPlan port : plan.ports()) {
                Part part = new Part();
                services.render(
                        new ServicePlan(plan.service(), plan.clusterIps(), List.of(port)), part);
                if (isIn(part, operation, key)) {
                    ports.add(new Owner.Port(port.name()));
                }
            }
        }
        return ports.isEmpty() ? List.of(Owner.BASE) : List.copyOf(ports);
    }

    private static boolean isIn(Part part, Operation operation, @Nullable Bytes key) {
        return switch (operation) {
            case Operation.AddTable _, Operation.DeleteTable _ -> false;
            case Operation.AddChain add -> part.hasChain(add.chain().name());
            case Operation.FlushChain flush -> part.hasChain(flush.chain());
            case Operation.DeleteChain delete -> part.hasChain(delete.chain());
            case Operation.AddRule add -> part.hasChain(add.chain());
            case Operation.DeleteRule delete -> part.hasChain(delete.chain());
            case Operation.AddSet add -> part.hasSet(add.set().name());
            case Operation.DeleteSet delete -> part.hasSet(delete.set());
            case Operation.FlushSet flush -> part.hasSet(flush.set());
            case Operation.OnElements some -> has(part, some.set(), some.elements(), key);
        };
    }

    private static boolean has(
            Part part, SetSpec set, List<Element> elements, @Nullable Bytes key) {
        if (part.hasSet(set.name())) {
            return true;
        }
        Set<Bytes> keys =
                part.elements(set).stream()
                        .map(Element::key)
                        .collect(Collectors.toCollection(HashSet::new));
        if (key != null) {
            return keys.contains(key);
        }
        return !elements.isEmpty()
                && elements.stream().allMatch(element -> keys.contains(element.key()));
    }
}
