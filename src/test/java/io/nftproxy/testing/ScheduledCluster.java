package io.nftproxy.testing;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.model.SlicePort;
import io.nftproxy.core.model.TrafficPolicy;
import io.nftproxy.testing.FirstPackets.Flow;
import io.nftproxy.testing.RandomCluster.Objects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Dual-stack Services with schedulers, on port 80 of every protocol, and flows to them. */
public final class ScheduledCluster {
    private final Map<ObjectName, Service> services = new LinkedHashMap<>();
    private final Map<ObjectName, EndpointSlice> slices = new LinkedHashMap<>();

    /**
     * Adds a Service.
     *
     * @param number the last number of its ClusterIPs
     * @param scheduler its annotation
     * @param endpoints the last numbers of its endpoints' addresses
     */
    public ScheduledCluster service(int number, String scheduler, List<Integer> endpoints) {
        return service(number, scheduler, 0, endpoints);
    }

    /** As above, with session affinity. */
    public ScheduledCluster service(
            int number, String scheduler, int affinitySeconds, List<Integer> endpoints) {
        ObjectName name = new ObjectName("ns", "svc" + number);
        List<ServicePort> ports = new ArrayList<>();
        List<SlicePort> targets = new ArrayList<>();
        for (Protocol protocol : Protocol.values()) {
            ports.add(new ServicePort(protocol.nftName(), protocol, 80, 0));
            targets.add(new SlicePort(protocol.nftName(), protocol, 8080));
        }
        services.put(
                name,
                new Service(
                        name,
                        "",
                        0,
                        List.of(
                                frontend(IpFamily.IPV4, number).address(),
                                frontend(IpFamily.IPV6, number).address()),
                        List.of(),
                        List.of(),
                        List.of(),
                        affinitySeconds,
                        TrafficPolicy.CLUSTER,
                        TrafficPolicy.CLUSTER,
                        scheduler,
                        0,
                        ports));
        for (IpFamily family : IpFamily.values()) {
            ObjectName slice = new ObjectName("ns", "svc" + number + family.suffix());
            List<SliceEndpoint> ends = endpoints.stream().map(end -> end(family, end)).toList();
            slices.put(slice, new EndpointSlice(slice, name, family, targets, ends, 0));
        }
        return this;
    }

    private static SliceEndpoint end(IpFamily family, int number) {
        return new SliceEndpoint(
                endpoint(family, number).address(),
                true,
                true,
                false,
                "there",
                List.of(),
                List.of());
    }

    public Objects objects() {
        return new Objects(services, slices);
    }

    /** Returns a flow from a client, by its number and port, to a Service, by its number. */
    public static Flow flow(IpFamily family, Protocol protocol, int client, int port, int service) {
        String four = "10.250." + (client >> 8) + ".";
        IpAddress source = address(family, four, "fd00:250::" + (client >> 8) + ":", client & 0xff);
        return new Flow(protocol, new Endpoint(source, port), frontend(family, service));
    }

    public static Endpoint frontend(IpFamily family, int service) {
        return new Endpoint(address(family, "10.96.0.", "fd00:96::", service), 80);
    }

    public static Endpoint endpoint(IpFamily family, int number) {
        return new Endpoint(address(family, "10.244.0.", "fd00:244::", number), 8080);
    }

    private static IpAddress address(IpFamily family, String four, String six, int number) {
        return IpAddress.of(
                family == IpFamily.IPV4 ? four + number : six + Integer.toHexString(number));
    }

    /** A family and a protocol. */
    public record Kind(IpFamily family, Protocol protocol) {
        /** Returns all of them. */
        public static List<Kind> all() {
            List<Kind> all = new ArrayList<>();
            for (IpFamily family : IpFamily.values()) {
                for (Protocol protocol : Protocol.values()) {
                    all.add(new Kind(family, protocol));
                }
            }
            return all;
        }

        /** Returns a flow as {@link ScheduledCluster#flow} does. */
        public Flow flow(int client, int port, int service) {
            return ScheduledCluster.flow(family, protocol, client, port, service);
        }
    }
}
