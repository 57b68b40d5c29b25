package io.nftproxy.testing;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.model.SlicePort;
import io.nftproxy.core.model.TrafficPolicy;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.plan.PodDetection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Random clusters with all features of Services: policies, affinity, source ranges, hints,
 * terminating endpoints, schedulers, shared external addresses, several slices and both families;
 * and with random nodes and ServiceCIDRs.
 *
 * <p>Addresses come from small ranges, so that conflicts and reuse are frequent. The node is {@code
 * here}.
 */
public final class RandomCluster {
    private static final int SERVICES = 8;
    private static final List<Protocol> PROTOCOLS = List.of(Protocol.values());

    /** Annotations. The empty one selects the node's scheduler, the last one is unknown. */
    private static final List<String> SCHEDULERS = List.of("", "random", "rr", "sh", "mh", "best");

    private static final List<String> NODES = Collections.unmodifiableList(nodes());

    /** The default node. */
    public static final Node NODE =
            new Node(
                    "here",
                    "",
                    Map.of("topology.kubernetes.io/zone", "a"),
                    List.of(IpAddress.of("192.168.0.2"), IpAddress.of("2001:db8::2")),
                    List.of(),
                    true);

    /** Networks that touch, nest, share ends, and reach the last address of the family. */
    private static final List<Cidr> SERVICE_CIDRS =
            Stream.of(
                            "172.16.0.0/12",
                            "172.16.0.0/13",
                            "172.24.0.0/13",
                            "172.24.0.0/16",
                            "10.96.0.0/16",
                            "10.97.0.0/16",
                            "255.255.255.0/24",
                            "255.255.0.0/16",
                            "0.0.0.0/8",
                            "fd00:96::/112",
                            "fd00:96::/113",
                            "fd00:96::8000/113",
                            "fd00:96:0:1::/64",
                            "ffff::/16",
                            "ffff:ffff::/32")
                    .map(Cidr::of)
                    .toList();

    private final Random random;

    public RandomCluster(long seed) {
        this.random = new Random(seed);
    }

    /**
     * The objects of a cluster at one instant.
     *
     * @param localAddresses the addresses of the node's interfaces
     */
    public record Objects(
            Map<ObjectName, Service> services,
            Map<ObjectName, EndpointSlice> slices,
            Map<String, List<Cidr>> serviceCidrs,
            Node node,
            List<IpAddress> localAddresses) {
        public Objects(Map<ObjectName, Service> services, Map<ObjectName, EndpointSlice> slices) {
            this(services, slices, Map.of(), NODE, List.of());
        }

        public static Objects none() {
            return new Objects(Map.of(), Map.of());
        }
    }

    /**
     * Returns a random node policy: the detection of local traffic, and the addresses of nodePorts.
     */
    public NodeSettings policy() {
        List<PodDetection> detectors =
                List.of(
                        new PodDetection.ClusterCidr(
                                List.of(Cidr.of("10.244.0.0/16"), Cidr.of("fd00:244::/64"))),
                        new PodDetection.NodeCidr(),
                        new PodDetection.BridgeInterface("cni0"),
                        new PodDetection.InterfaceNamePrefix("veth"));
        List<Cidr> cidrs =
                some(
                        List.of(
                                Cidr.of("192.168.0.0/24"),
                                Cidr.of("127.0.0.0/8"),
                                Cidr.of("2001:db8::/32"),
                                Cidr.of("0.0.0.0/0")),
                        0);
        boolean primary = cidrs.isEmpty() && random.nextBoolean();
        return new NodeSettings(
                "here",
                List.of(IpFamily.IPV4, IpFamily.IPV6),
                null,
                detectors.get(random.nextInt(detectors.size())),
                primary,
                cidrs,
                Scheduler.values()[random.nextInt(Scheduler.values().length)]);
    }

    private static List<String> nodes() {
        List<String> nodes = new ArrayList<>(List.of("here", "here", "there", "far"));
        nodes.add(null);
        return nodes;
    }

    /** Returns a new cluster. */
    public Objects next() {
        Map<ObjectName, Service> services = new LinkedHashMap<>();
        Map<ObjectName, EndpointSlice> slices = new LinkedHashMap<>();
        for (int i = 0; i < SERVICES; i++) {
            if (random.nextInt(5) == 0) {
                continue;
            }
            Service service = service(i);
            services.put(service.name(), service);
            int count = random.nextInt(4);
            for (int n = 0; n < count; n++) {
                EndpointSlice slice = slice(service, n);
                slices.put(slice.name(), slice);
            }
        }
        return new Objects(services, slices, serviceCidrs(), node(), some(nodeAddresses(), 0));
    }

    private Map<String, List<Cidr>> serviceCidrs() {
        Map<String, List<Cidr>> cidrs = new LinkedHashMap<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            cidrs.put("range" + i, some(SERVICE_CIDRS, 0));
        }
        return cidrs;
    }

    /**
     * The Node always has podCIDRs and addresses of both families: otherwise the last ones would
     * stay.
     */
    private Node node() {
        String zone = List.of("a", "b", "").get(random.nextInt(3));
        List<Cidr> podCidrs =
                List.of(
                        Cidr.of("10.244." + random.nextInt(2) + ".0/24"),
                        Cidr.of("fd00:244::/" + (64 + random.nextInt(2))));
        return new Node(
                "here",
                "",
                zone.isEmpty() ? Map.of() : Map.of("topology.kubernetes.io/zone", zone),
                primaryAddresses(),
                some(podCidrs, 1),
                random.nextInt(4) > 0);
    }

    /** Returns at least one address of each family. */
    private List<IpAddress> primaryAddresses() {
        List<IpAddress> addresses =
                new ArrayList<>(
                        List.of(
                                IpAddress.of("192.168.0." + (1 + random.nextInt(4))),
                                IpAddress.of("2001:db8::" + (1 + random.nextInt(4)))));
        some(nodeAddresses(), 0).stream()
                .filter(address -> !addresses.contains(address))
                .forEach(addresses::add);
        Collections.shuffle(addresses, random);
        return addresses;
    }

    private List<IpAddress> nodeAddresses() {
        List<IpAddress> addresses = new ArrayList<>(addresses("192.168.0.", "2001:db8::", 4));
        addresses.add(IpAddress.of("127.0.0.1"));
        addresses.add(IpAddress.of("198.51.100.7"));
        return addresses;
    }

    private Service service(int i) {
        boolean external = random.nextBoolean();
        boolean localOutside = external && random.nextBoolean();
        List<ServicePort> ports = ports(i, external);
        return new Service(
                new ObjectName("ns" + i % 2, "svc" + i),
                "uid" + i,
                random.nextInt(3),
                some(clusterIps(i), 1),
                external ? some(addresses("192.0.2.", "2001:db8::", 3), 0) : List.of(),
                external ? some(addresses("203.0.113.", "2001:db8:1::", 3), 0) : List.of(),
                external && random.nextBoolean() ? ranges() : List.of(),
                random.nextInt(3) == 0 ? 60 + random.nextInt(2) * 60 : 0,
                random.nextInt(3) == 0 ? TrafficPolicy.LOCAL : TrafficPolicy.CLUSTER,
                localOutside ? TrafficPolicy.LOCAL : TrafficPolicy.CLUSTER,
                SCHEDULERS.get(random.nextInt(SCHEDULERS.size())),
                0,
                ports);
    }

    private List<ServicePort> ports(int i, boolean external) {
        List<ServicePort> ports = new ArrayList<>();
        for (int p = 0; p <= random.nextInt(2); p++) {
            Protocol protocol = PROTOCOLS.get(random.nextInt(3));
            int nodePort = external && random.nextBoolean() ? 30000 + (i + p) % 5 : 0;
            ports.add(new ServicePort("p" + p, protocol, 80 + p, nodePort));
        }
        return ports;
    }

    private static List<IpAddress> clusterIps(int i) {
        return List.of(IpAddress.of("10.96.0." + (i + 1)), IpAddress.of("fd00:96::" + (i + 1)));
    }

    private List<IpAddress> addresses(String four, String six, int count) {
        List<IpAddress> addresses = new ArrayList<>();
        for (int n = 1; n <= count; n++) {
            addresses.add(IpAddress.of(four + n));
            addresses.add(IpAddress.of(six + n));
        }
        return addresses;
    }

    private <T> List<T> some(List<T> all, int least) {
        List<T> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, least + random.nextInt(shuffled.size() - least + 1));
    }

    private List<Cidr> ranges() {
        return some(
                List.of(
                        Cidr.of("198.51.100.0/24"),
                        Cidr.of("198.51.0.0/16"),
                        Cidr.of("0.0.0.0/0"),
                        Cidr.of("198.51.101.0/24"),
                        Cidr.of("198.51.100.128/25"),
                        Cidr.of("255.255.255.0/24"),
                        Cidr.of("2001:db8:2::/64"),
                        Cidr.of("10.0.0.1/32")),
                0);
    }

    private EndpointSlice slice(Service service, int n) {
        IpFamily family = random.nextInt(3) == 0 ? IpFamily.IPV6 : IpFamily.IPV4;
        List<SlicePort> ports = new ArrayList<>();
        for (ServicePort port : service.ports()) {
            if (random.nextInt(6) > 0) {
                ports.add(new SlicePort(port.name(), port.protocol(), 8080 + random.nextInt(2)));
            }
        }
        List<SliceEndpoint> endpoints = new ArrayList<>();
        int count = random.nextInt(6);
        int hints = random.nextInt(4);
        for (int e = 0; e < count; e++) {
            endpoints.add(endpoint(family, hints));
        }
        ObjectName name =
                new ObjectName(service.name().namespace(), service.name().name() + "-" + n);
        return new EndpointSlice(name, service.name(), family, ports, endpoints, 0);
    }

    private SliceEndpoint endpoint(IpFamily family, int hints) {
        int host = 1 + random.nextInt(12);
        String address = (family == IpFamily.IPV4 ? "10.244.0." : "fd00:244::") + host;
        boolean terminating = random.nextInt(4) == 0;
        boolean ready = !terminating && random.nextInt(4) > 0;
        return new SliceEndpoint(
                IpAddress.of(address),
                ready,
                ready || random.nextBoolean(),
                terminating,
                NODES.get(random.nextInt(NODES.size())),
                hints == 1 ? List.of(random.nextBoolean() ? "a" : "b") : List.of(),
                hints == 2 ? List.of(random.nextBoolean() ? "here" : "far") : List.of());
    }
}
