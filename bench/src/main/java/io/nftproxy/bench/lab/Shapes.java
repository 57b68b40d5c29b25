package io.nftproxy.bench.lab;

import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.model.SlicePort;
import java.util.ArrayList;
import java.util.List;

/** Variants of the objects of a {@link Cluster}: affinity, many ports, zones. */
public final class Shapes {
    public static final List<String> ZONES = List.of("a", "b");
    public static final int AFFINITY_SECONDS = 10_800;

    private Shapes() {}

    /** Returns the Service with ClientIP affinity of three hours. */
    public static Service withAffinity(Service service) {
        return with(service, AFFINITY_SECONDS, service.ports());
    }

    /** Returns the Service with TCP ports {@code p1} to {@code pN}. */
    public static Service withPorts(Service service, int ports) {
        List<ServicePort> all = new ArrayList<>(ports);
        for (int port = 1; port <= ports; port++) {
            all.add(new ServicePort("p" + port, Protocol.TCP, port, 0));
        }
        return with(service, 0, all);
    }

    private static Service with(Service service, int affinitySeconds, List<ServicePort> ports) {
        return new Service(
                service.name(),
                service.uid(),
                service.createdSeconds(),
                service.clusterIps(),
                service.externalIps(),
                service.loadBalancerIps(),
                service.loadBalancerSourceRanges(),
                affinitySeconds,
                service.internalTrafficPolicy(),
                service.externalTrafficPolicy(),
                service.scheduler(),
                service.healthCheckNodePort(),
                ports);
    }

    /** Returns the slice with the ports of {@link #withPorts}, each served at its own number. */
    public static EndpointSlice withPorts(EndpointSlice slice, int ports) {
        List<SlicePort> all = new ArrayList<>(ports);
        for (int port = 1; port <= ports; port++) {
            all.add(new SlicePort("p" + port, Protocol.TCP, port));
        }
        return with(slice, all, slice.endpoints());
    }

    /** Returns the slice with zone hints: the endpoints get the zones in turn. */
    public static EndpointSlice withZones(EndpointSlice slice) {
        List<SliceEndpoint> endpoints = new ArrayList<>();
        for (SliceEndpoint endpoint : slice.endpoints()) {
            String zone = ZONES.get(endpoints.size() % ZONES.size());
            endpoints.add(
                    new SliceEndpoint(
                            endpoint.address(),
                            true,
                            true,
                            false,
                            endpoint.nodeName(),
                            zone,
                            List.of(zone),
                            List.of()));
        }
        return with(slice, slice.ports(), endpoints);
    }

    private static EndpointSlice with(
            EndpointSlice slice, List<SlicePort> ports, List<SliceEndpoint> endpoints) {
        ObjectName service = slice.service();
        return new EndpointSlice(slice.name(), service, IpFamily.IPV4, ports, endpoints, 0);
    }
}
