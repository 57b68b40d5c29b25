package io.nftproxy.bench.soak;

import io.nftproxy.bench.lab.ApiCluster;
import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.Network;
import io.nftproxy.tools.apiserver.ApiResource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * The Services that connections are opened to: {@code bench/traffic-i} with TCP and UDP on a
 * ClusterIP and a NodePort, and six endpoints of which two are on the node. Every fifth one has
 * session affinity. The methods that change something are called by one thread.
 *
 * <p>A replaced endpoint first terminates and still serves, like a pod. Otherwise the proxy would
 * delete UDP flows, as it should, before their answers arrive.
 */
final class TrafficServices {
    static final int COUNT = 20;
    private static final int ENDPOINTS = 6;
    private static final int LOCAL = 2;
    private static final int NODE_PORT = 30_100;
    private static final int WITH_AFFINITY = 5;

    /** More than the time of a restart of the proxy. */
    private static final long TERMINATION_NANOS = 20_000_000_000L;

    private final ApiCluster api;
    private final Ledger ledger;
    private final UdpEndpoints udp;
    private final Random random = new Random(1);
    private final List<List<String>> endpoints = new ArrayList<>();
    private final Deque<Terminating> terminating = new ArrayDeque<>();
    private final boolean[] externalLocal = new boolean[COUNT];
    private final boolean[] internalLocal = new boolean[COUNT];
    private int addresses;

    private record Terminating(int service, String address, boolean isLocal, long since) {}

    TrafficServices(ApiCluster api, Ledger ledger, UdpEndpoints udp) throws Exception {
        this.api = api;
        this.ledger = ledger;
        this.udp = udp;
        for (int service = 0; service < COUNT; service++) {
            List<String> own = new ArrayList<>();
            for (int e = 0; e < ENDPOINTS; e++) {
                own.add(newEndpoint(service, e));
            }
            endpoints.add(own);
            putService(service);
            putSlice(service);
        }
    }

    /** Returns the address to which a client at a place connects. */
    static InetSocketAddress address(int service, Source source) {
        return source == Source.OUTSIDE
                ? new InetSocketAddress(
                        InetAddress.ofLiteral(Cluster.NODE_ADDRESS), NODE_PORT + service)
                : new InetSocketAddress(InetAddress.ofLiteral(clusterIp(service)), Cluster.PORT);
    }

    /** Returns the name in the ledger of the policy for a client at a place. */
    static String policy(int service, Source source) {
        return (source == Source.OUTSIDE ? "external " : "internal ") + service;
    }

    private static String clusterIp(int service) {
        return "172.31.1." + (service + 1);
    }

    /**
     * Replaces an endpoint of a Service with a new one on the same node, or removes a terminated
     * one.
     */
    void changeEndpoint() throws Exception {
        long now = System.nanoTime();
        Terminating oldest = terminating.peek();
        if (oldest != null && now - oldest.since > TERMINATION_NANOS) {
            terminating.remove();
            putSlice(oldest.service);
            udp.remove(oldest.address);
            return;
        }
        int service = random.nextInt(COUNT);
        int e = random.nextInt(ENDPOINTS);
        String old = endpoints.get(service).get(e);
        endpoints.get(service).set(e, newEndpoint(service, e));
        terminating.add(new Terminating(service, old, e < LOCAL, now));
        putSlice(service);
        ledger.left(old);
    }

    /** Changes a traffic policy of one of the Services from Cluster to Local, or back. */
    void changePolicy() {
        int service = random.nextInt(COUNT);
        boolean external = random.nextBoolean();
        boolean[] local = external ? externalLocal : internalLocal;
        String policy = policy(service, external ? Source.OUTSIDE : Source.POD);
        local[service] = !local[service];
        if (!local[service]) {
            ledger.policy(policy, false);
        }
        putService(service);
        if (local[service]) {
            ledger.policy(policy, true);
        }
    }

    private String newEndpoint(int service, int e) throws Exception {
        addresses++;
        int bits = 0x0ab80000 + (addresses / 250 << 8) + 1 + addresses % 250;
        String address =
                InetAddress.getByAddress(
                                new byte[] {
                                    (byte) (bits >> 24),
                                    (byte) (bits >> 16),
                                    (byte) (bits >> 8),
                                    (byte) bits
                                })
                        .getHostAddress();
        udp.add(address);
        ledger.arrived(address, service, e < LOCAL);
        return address;
    }

    private void putService(int service) {
        api.put(
                ApiResource.SERVICES,
                """
                {"kind": "Service", "apiVersion": "v1",
                 "metadata": {"namespace": "bench", "name": "traffic-%1$d", "uid": "traffic-%1$d",
                  "creationTimestamp": "2026-01-01T00:00:00Z"},
                 "spec": {"type": "NodePort", "clusterIP": "%2$s", "clusterIPs": ["%2$s"],
                  "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack",
                  "internalTrafficPolicy": "%3$s", "externalTrafficPolicy": "%4$s",
                  "sessionAffinity": "%5$s",
                  "ports": [
                   {"name": "tcp", "protocol": "TCP", "port": 80, "nodePort": %6$d},
                   {"name": "udp", "protocol": "UDP", "port": 80, "nodePort": %6$d}]}}
                """
                        .formatted(
                                service,
                                clusterIp(service),
                                internalLocal[service] ? "Local" : "Cluster",
                                externalLocal[service] ? "Local" : "Cluster",
                                service % WITH_AFFINITY == 0 ? "ClientIP" : "None",
                                NODE_PORT + service));
    }

    private void putSlice(int service) {
        List<String> own = endpoints.get(service);
        List<String> json = new ArrayList<>();
        for (int e = 0; e < ENDPOINTS; e++) {
            json.add(endpoint(own.get(e), e < LOCAL, true));
        }
        for (Terminating old : terminating) {
            if (old.service == service) {
                json.add(endpoint(old.address, old.isLocal, false));
            }
        }
        api.put(
                ApiResource.ENDPOINT_SLICES,
                """
                {"kind": "EndpointSlice", "apiVersion": "discovery.k8s.io/v1",
                 "metadata": {"namespace": "bench", "name": "traffic-%1$d-x",
                  "labels": {"kubernetes.io/service-name": "traffic-%1$d"}},
                 "addressType": "IPv4",
                 "ports": [{"name": "tcp", "protocol": "TCP", "port": %2$d},
                           {"name": "udp", "protocol": "UDP", "port": %2$d}],
                 "endpoints": [%3$s]}
                """
                        .formatted(service, Network.PROBE_PORT, String.join(",\n", json)));
    }

    private static String endpoint(String address, boolean isLocal, boolean ready) {
        return """
        {"addresses": ["%s"], "nodeName": "%s", "conditions":
         {"ready": %b, "serving": true, "terminating": %b}}"""
                .formatted(address, isLocal ? "bench-node" : "elsewhere", ready, !ready);
    }
}
