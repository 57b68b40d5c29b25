package io.nftproxy.core.plan;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.Scheduler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The operator's settings for this node. Together with the Node object they give the {@link
 * LocalNode} and the {@link NodePlan}.
 *
 * @param nodeName our Node's name
 * @param families the families that the host supports
 * @param bindAddress overrides the Node's address of the same family, unless null or unspecified
 * @param detectLocal how packets from pods are recognized
 * @param nodePortPrimary whether {@code nodePortAddresses} has {@code primary}: the node's primary
 *     address accepts NodePorts
 * @param nodePortCidrs local addresses in these networks accept NodePorts too; a network of prefix
 *     length 0 means every address. A family without any network accepts NodePorts on every
 *     address, unless {@code primary} is set
 * @param scheduler of Services without a scheduler of their own
 */
public record NodeSettings(
        String nodeName,
        List<IpFamily> families,
        @Nullable IpAddress bindAddress,
        PodDetection detectLocal,
        boolean nodePortPrimary,
        List<Cidr> nodePortCidrs,
        Scheduler scheduler) {
    public NodeSettings {
        families = List.copyOf(families);
        nodePortCidrs = List.copyOf(nodePortCidrs);
    }

    /**
     * Returns this machine as plans of Services see it. Without a Node object it has only the
     * configured values.
     */
    public LocalNode localNode(@Nullable Node node) {
        Map<IpFamily, IpAddress> addresses = new EnumMap<>(IpFamily.class);
        for (IpFamily family : families) {
            IpAddress address = address(node, family);
            if (address != null) {
                addresses.put(family, address);
            }
        }
        return new LocalNode(
                nodeName, node == null ? null : node.zone(), families, addresses, scheduler);
    }

    private @Nullable IpAddress address(@Nullable Node node, IpFamily family) {
        IpAddress given = givenAddress();
        if (given != null && given.family() == family) {
            return given;
        }
        return node == null ? null : node.address(family);
    }

    private @Nullable IpAddress givenAddress() {
        return bindAddress == null || bindAddress.isUnspecified() ? null : bindAddress;
    }

    /** Returns the family of the node's primary address; null while that is unknown. */
    public @Nullable IpFamily primaryFamily(@Nullable Node node) {
        IpAddress given = givenAddress();
        if (given != null) {
            return given.family();
        }
        return node == null || node.addresses().isEmpty()
                ? null
                : node.addresses().getFirst().family();
    }

    /**
     * Returns the families that accept no NodePort because only {@code primary} is set and the
     * primary address is unknown. kube-proxy accepts NodePorts on all addresses in this case.
     */
    public Set<IpFamily> withoutPrimary(@Nullable Node node) {
        Set<IpFamily> missing = EnumSet.noneOf(IpFamily.class);
        for (IpFamily family : families) {
            if (nodePortPrimary && cidrs(family).isEmpty() && address(node, family) == null) {
                missing.add(family);
            }
        }
        return missing;
    }

    /**
     * Returns the plan of the node.
     *
     * @param localAddresses the addresses of all interfaces
     */
    public NodePlan plan(
            @Nullable Node node, Collection<IpAddress> localAddresses, ClusterState cluster) {
        Map<IpFamily, PodMatch> pods = new EnumMap<>(IpFamily.class);
        Map<IpFamily, NodePortMatch> nodePorts = new EnumMap<>(IpFamily.class);
        Map<IpFamily, List<Cidr>> serviceCidrs = new EnumMap<>(IpFamily.class);
        for (IpFamily family : families) {
            PodMatch detector = detector(node, family);
            if (detector != null) {
                pods.put(family, detector);
            }
            nodePorts.put(family, nodePorts(node, family, localAddresses));
            serviceCidrs.put(family, Cidr.disjoint(cluster.serviceCidrs(family)));
        }
        return new NodePlan(pods, nodePorts, serviceCidrs);
    }

    private @Nullable PodMatch detector(@Nullable Node node, IpFamily family) {
        return switch (detectLocal) {
            case PodDetection.ClusterCidr(List<Cidr> cidrs) -> sourceIn(cidrs, family);
            case PodDetection.NodeCidr() -> node == null ? null : sourceIn(node.podCidrs(), family);
            case PodDetection.BridgeInterface(String name) -> new PodMatch.InputInterface(name);
            case PodDetection.InterfaceNamePrefix(String prefix) ->
                    new PodMatch.InputInterface(prefix + "*");
        };
    }

    private static @Nullable PodMatch sourceIn(List<Cidr> cidrs, IpFamily family) {
        for (Cidr cidr : cidrs) {
            if (cidr.family() == family) {
                return new PodMatch.SourceIn(cidr);
            }
        }
        return null;
    }

    private NodePortMatch nodePorts(
            @Nullable Node node, IpFamily family, Collection<IpAddress> localAddresses) {
        if (acceptsEverywhere(family)) {
            return new NodePortMatch.AnyLocal();
        }
        List<IpAddress> accepted = new ArrayList<>();
        IpAddress primary = nodePortPrimary ? address(node, family) : null;
        if (primary != null && !primary.isLoopback()) {
            accepted.add(primary);
        }
        List<Cidr> cidrs = cidrs(family);
        for (IpAddress address : localAddresses) {
            if (!address.isLoopback() && cidrs.stream().anyMatch(cidr -> cidr.contains(address))) {
                accepted.add(address);
            }
        }
        return new NodePortMatch.Addresses(accepted);
    }

    private boolean acceptsEverywhere(IpFamily family) {
        List<Cidr> cidrs = cidrs(family);
        return cidrs.isEmpty() ? !nodePortPrimary : cidrs.stream().anyMatch(Cidr::isEverything);
    }

    private List<Cidr> cidrs(IpFamily family) {
        return nodePortCidrs.stream().filter(cidr -> cidr.family() == family).toList();
    }
}
