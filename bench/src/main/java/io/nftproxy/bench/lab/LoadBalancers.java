package io.nftproxy.bench.lab;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.TrafficPolicy;
import io.nftproxy.sync.ChangeInbox;
import java.util.ArrayList;
import java.util.List;

/**
 * Load balancers {@code bench/lb-i} with an address of their own, three ports, and an allow list of
 * 50 networks.
 *
 * @param shared whether all have the same list
 */
public record LoadBalancers(int services, boolean shared) {
    /** Networks in each list. */
    public static final int NETWORKS = 50;

    public static final List<Integer> PORTS = List.of(80, 443, 8443);

    /** {@code 198.18.0.0/15}. */
    private static final int ADDRESSES = 0xc6120000;

    /** {@code 11.0.0.0/8}, a /28 of every other 32 addresses. */
    private static final int SOURCES = 0x0b000000;

    /** {@code 12.0.0.0/8}. */
    private static final int OTHER_SOURCES = 0x0c000000;

    private static final int PREFIX_LENGTH = 28;
    private static final int DISTANCE = 32;

    /** Returns a cluster with as many Services, for the tables of results. */
    public Cluster cluster() {
        return new Cluster(services, 1);
    }

    /** Puts all of them into an inbox. */
    public void put(ChangeInbox inbox) {
        Cluster cluster = cluster();
        for (int i = 0; i < services; i++) {
            Objects.put(service(i, 0), inbox);
            Objects.put(Objects.slice(cluster, i, 0), inbox);
        }
    }

    /** {@code 198.18.0.1}. */
    public IpAddress address(int service) {
        return of(ADDRESSES + service + 1);
    }

    /**
     * The list of a Service.
     *
     * @param replaced how many of its networks, from the first on, were replaced
     */
    public List<Cidr> networks(int service, int replaced) {
        List<Cidr> networks = new ArrayList<>(NETWORKS);
        int first = (shared ? 0 : service) * NETWORKS;
        for (int n = 0; n < NETWORKS; n++) {
            int base = n < replaced ? OTHER_SOURCES + replaced : SOURCES;
            networks.add(new Cidr(of(base + (first + n) * DISTANCE), PREFIX_LENGTH));
        }
        return networks;
    }

    public Service service(int i, int replaced) {
        List<ServicePort> ports = new ArrayList<>();
        for (int port : PORTS) {
            ports.add(new ServicePort("p" + port, Protocol.TCP, port, 0));
        }
        return new Service(
                new ObjectName("bench", "svc-" + i),
                "",
                0,
                List.of(of(cluster().clusterIpBits(i))),
                List.of(),
                List.of(address(i)),
                networks(i, replaced),
                0,
                TrafficPolicy.CLUSTER,
                TrafficPolicy.CLUSTER,
                "",
                0,
                ports);
    }

    private static IpAddress of(int bits) {
        return new IpAddress(IpFamily.IPV4, 0, Integer.toUnsignedLong(bits));
    }
}
