package io.nftproxy.config;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a configuration against the address families of the node.
 *
 * @param primary the family of the node's primary address
 * @param families all families of the node, the primary one included
 */
public record NodeChecks(IpFamily primary, Set<IpFamily> families) {
    public NodeChecks {
        families = Set.copyOf(families);
    }

    /**
     * A setting that does not fit the node.
     *
     * @param fatal whether the proxy cannot work with it
     */
    public record Finding(boolean fatal, String message) {}

    /** Returns all settings that do not fit, in the order of the fields. */
    public List<Finding> findings(ProxyConfig config) {
        List<Finding> findings = new ArrayList<>();
        checkDetection(
                config.clusterCidrs(),
                config.detectLocalMode() == DetectLocalMode.CLUSTER_CIDR,
                findings);
        checkNodePorts(config, findings);
        checkListener("healthzBindAddress", config.healthzBindAddress(), findings);
        checkListener("metricsBindAddress", config.metricsBindAddress(), findings);
        return findings;
    }

    private void checkDetection(List<Cidr> cidrs, boolean inUse, List<Finding> findings) {
        if (cidrs.isEmpty()) {
            return;
        }
        boolean single = families.size() == 1;
        if (!hasFamily(cidrs, primary)) {
            String message = "This node is %s, but clusterCIDR is not: %s".formatted(node(), cidrs);
            findings.add(new Finding(single && inUse, message));
            return;
        }
        for (IpFamily family : families) {
            if (inUse && !hasFamily(cidrs, family)) {
                findings.add(
                        new Finding(
                                false,
                                "clusterCIDR has no %s network: local %s traffic is not detected"
                                        .formatted(
                                                family.kubernetesName(), family.kubernetesName())));
            }
        }
    }

    private void checkNodePorts(ProxyConfig config, List<Finding> findings) {
        NodePortAddresses addresses = config.nodePortAddresses();
        for (IpFamily family : families) {
            if (!addresses.primary() && addresses.networks(family).isEmpty()) {
                String name = family.kubernetesName();
                findings.add(
                        new Finding(
                                false,
                                "nodePortAddresses has no %s network: NodePorts are open on all %s"
                                                .formatted(name, name)
                                        + " addresses of this node"));
            }
        }
    }

    private void checkListener(
            String field, Optional<ListenAddress> listen, List<Finding> findings) {
        listen.map(ListenAddress::address)
                .filter(address -> !families.contains(address.family()))
                .filter(address -> !address.isUnspecified() && !address.isLoopback())
                .ifPresent(address -> findings.add(wrongListener(field, address)));
    }

    private Finding wrongListener(String field, IpAddress address) {
        return new Finding(
                false, "This node is %s, but %s is %s".formatted(node(), field, address));
    }

    private String node() {
        return primary.kubernetesName() + (families.size() == 1 ? " only" : " first");
    }

    private static boolean hasFamily(List<Cidr> cidrs, IpFamily family) {
        return cidrs.stream().anyMatch(cidr -> cidr.family() == family);
    }
}
