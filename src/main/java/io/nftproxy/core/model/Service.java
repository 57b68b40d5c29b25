package io.nftproxy.core.model;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Service that this proxy handles: it has a ClusterIP and no label that assigns it to another
 * proxy.
 *
 * @param uid {@code metadata.uid}, for Events about it; may be empty
 * @param createdSeconds {@code metadata.creationTimestamp}, Unix time; 0 if absent
 * @param clusterIps one address, or one of each family
 * @param loadBalancerIps {@code status.loadBalancer.ingress[].ip} whose ipMode is VIP or absent
 * @param affinityTimeoutSeconds how long a client keeps its endpoint; 0 without session affinity
 * @param externalTrafficPolicy {@link TrafficPolicy#LOCAL} only if the Service can be reached from
 *     outside the cluster
 * @param scheduler the annotation {@code nftproxy.io/scheduler}, which may be an unknown name;
 *     empty if absent
 * @param healthCheckNodePort 0 unless the type is LoadBalancer and the external policy Local
 */
public record Service(
        ObjectName name,
        String uid,
        long createdSeconds,
        List<IpAddress> clusterIps,
        List<IpAddress> externalIps,
        List<IpAddress> loadBalancerIps,
        List<Cidr> loadBalancerSourceRanges,
        int affinityTimeoutSeconds,
        TrafficPolicy internalTrafficPolicy,
        TrafficPolicy externalTrafficPolicy,
        String scheduler,
        int healthCheckNodePort,
        List<ServicePort> ports) {
    public Service {
        clusterIps = List.copyOf(clusterIps);
        externalIps = List.copyOf(externalIps);
        loadBalancerIps = List.copyOf(loadBalancerIps);
        loadBalancerSourceRanges = List.copyOf(loadBalancerSourceRanges);
        ports = List.copyOf(ports);
    }

    /** Returns the ClusterIP of a family; null if the Service has none. */
    public @Nullable IpAddress clusterIp(IpFamily family) {
        for (IpAddress address : clusterIps) {
            if (address.family() == family) {
                return address;
            }
        }
        return null;
    }

    /**
     * Passes on every key that a port claims in one family: its addresses and its NodePort. Another
     * Service may own some of them.
     */
    public void claims(ServicePort port, IpFamily family, Consumer<FrontendKey> keys) {
        claims(clusterIps, port, family, keys);
        claims(externalIps, port, family, keys);
        claims(loadBalancerIps, port, family, keys);
        if (port.nodePort() != 0) {
            keys.accept(new FrontendKey.NodePortKey(port.protocol(), port.nodePort()));
        }
    }

    private static void claims(
            List<IpAddress> addresses,
            ServicePort port,
            IpFamily family,
            Consumer<FrontendKey> keys) {
        for (IpAddress address : addresses) {
            if (address.family() == family) {
                keys.accept(new FrontendKey.AddressKey(address, port.protocol(), port.port()));
            }
        }
    }

    /** Returns this Service without its {@code externalIPs}. */
    public Service withoutExternalIps() {
        return externalIps.isEmpty()
                ? this
                : new Service(
                        name,
                        uid,
                        createdSeconds,
                        clusterIps,
                        List.of(),
                        loadBalancerIps,
                        loadBalancerSourceRanges,
                        affinityTimeoutSeconds,
                        internalTrafficPolicy,
                        externalTrafficPolicy,
                        scheduler,
                        healthCheckNodePort,
                        ports);
    }

    /** Returns whether {@code sessionAffinity} is ClientIP. */
    public boolean hasAffinity() {
        return affinityTimeoutSeconds > 0;
    }
}
