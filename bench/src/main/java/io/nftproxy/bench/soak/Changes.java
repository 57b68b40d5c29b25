package io.nftproxy.bench.soak;

import io.nftproxy.bench.lab.ApiCluster;
import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.Tool;
import io.nftproxy.tools.apiserver.ApiResource;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A steady stream of changes. Each second has 50 changes of endpoints, half of them of Services
 * with connections; 5 of Services, one of them of a traffic policy; and 5 commits of another
 * process to another table. The Node changes every five seconds, its addresses every ten.
 */
final class Changes {
    static final int TICKS_PER_SECOND = 50;
    private static final int SERVICE_EVERY = TICKS_PER_SECOND / 5;
    private static final int NODE_EVERY = TICKS_PER_SECOND * 5;
    private static final int ADDRESS_EVERY = TICKS_PER_SECOND * 10;
    private static final int PASSING = 50;

    private final SoakNetwork network;
    private final ApiCluster api;
    private final Cluster cluster;
    private final TrafficServices traffic;
    private final BitSet replaced = new BitSet();
    private final AtomicLong endpointChanges = new AtomicLong();
    private final AtomicLong serviceChanges = new AtomicLong();
    private final AtomicLong nodeChanges = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();
    private int passing;

    Changes(SoakNetwork network, ApiCluster api, Cluster cluster, TrafficServices traffic) {
        this.network = network;
        this.api = api;
        this.cluster = cluster;
        this.traffic = traffic;
    }

    /** Returns for example {@code 30000 of endpoints, 3000 of Services ...}. */
    String describe() {
        return "%d of endpoints, %d of Services, %d of the Node, %d commits of another process"
                .formatted(
                        endpointChanges.get(),
                        serviceChanges.get(),
                        nodeChanges.get(),
                        commits.get());
    }

    /** Makes the changes of the next fiftieth of a second. */
    void tick(long tick) throws Exception {
        if (tick % 2 == 0) {
            traffic.changeEndpoint();
        } else {
            int service = (int) (tick * 7919L % cluster.services());
            replaced.flip(service);
            api.putSlice(service, replaced.get(service) ? 1 : 0);
        }
        endpointChanges.incrementAndGet();
        if (tick % SERVICE_EVERY == 0) {
            changeService(tick / SERVICE_EVERY);
            serviceChanges.incrementAndGet();
        }
        if (tick % NODE_EVERY == 0) {
            putNode(tick / NODE_EVERY);
            nodeChanges.incrementAndGet();
        }
        if (tick % ADDRESS_EVERY == ADDRESS_EVERY / 2) {
            network.toggleNodeAddress();
            nodeChanges.incrementAndGet();
        }
    }

    private void changeService(long number) {
        if (number % 5 == 0) {
            traffic.changePolicy();
            return;
        }
        int slot = passing % PASSING;
        boolean exists = passing / PASSING % 2 == 1;
        passing++;
        if (exists) {
            api.delete(ApiResource.SERVICES, "passing-" + slot);
            api.delete(ApiResource.ENDPOINT_SLICES, "passing-" + slot + "-x");
        } else {
            putPassing(slot);
        }
    }

    private void putPassing(int slot) {
        api.put(
                ApiResource.SERVICES,
                """
                {"kind": "Service", "apiVersion": "v1",
                 "metadata": {"namespace": "bench", "name": "passing-%1$d",
                  "creationTimestamp": "2026-01-01T00:00:00Z"},
                 "spec": {"type": "ClusterIP", "clusterIP": "172.31.2.%2$d",
                  "clusterIPs": ["172.31.2.%2$d"], "ipFamilies": ["IPv4"],
                  "ports": [{"protocol": "TCP", "port": 80}]}}
                """
                        .formatted(slot, slot + 1));
        api.put(
                ApiResource.ENDPOINT_SLICES,
                """
                {"kind": "EndpointSlice", "apiVersion": "discovery.k8s.io/v1",
                 "metadata": {"namespace": "bench", "name": "passing-%1$d-x",
                  "labels": {"kubernetes.io/service-name": "passing-%1$d"}},
                 "addressType": "IPv4", "ports": [{"name": "", "protocol": "TCP", "port": 8081}],
                 "endpoints": [{"addresses": ["10.160.0.%2$d"], "conditions": {"ready": true}}]}
                """
                        .formatted(slot, slot + 1));
    }

    private void putNode(long number) {
        api.put(
                ApiResource.NODES,
                """
                {"kind": "Node", "apiVersion": "v1",
                 "metadata": {"name": "bench-node",
                  "labels": {"topology.kubernetes.io/zone": "zone-%d"},
                  "annotations": {"heartbeat": "%d"}},
                 "status": {"addresses": [{"type": "InternalIP", "address": "%s"}]}}
                """
                        .formatted(number / 2 % 2, number, Cluster.NODE_ADDRESS));
    }

    /** Runs a process that commits to another table in the node's namespace. */
    void commitElsewhere() throws Exception {
        String element = "192.0.2." + commits.get() % 250;
        String commands =
                """
                add table ip other
                add set ip other seen { type ipv4_addr; }
                flush set ip other seen
                add element ip other seen { %s }
                """
                        .formatted(element);
        network.node().call(() -> Tool.run(commands, "nft", "-f", "-"));
        commits.incrementAndGet();
    }
}
