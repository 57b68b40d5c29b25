package io.nftproxy.serve.metrics;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The metrics of the kernel's table. */
public final class TableMetrics {
    private record Cluster(int services, int endpoints) {}

    private record Clients(long count, int fullMaps) {}

    private final Meters meters;

    /** Sets and maps with a gauge: looking each up again would cost more than most syncs. */
    private final Set<String> gauged = ConcurrentHashMap.newKeySet();

    private volatile Map<String, Integer> sizes = Map.of();
    private volatile Cluster cluster = new Cluster(0, 0);
    private volatile int quarantined;
    private volatile Clients clients = new Clients(0, 0);

    TableMetrics(Meters meters) {
        this.meters = meters;
        meters.gauge("nftproxy_services", () -> cluster.services());
        meters.gauge("nftproxy_endpoints", () -> cluster.endpoints());
        meters.gauge("nftproxy_quarantined_service_ports", () -> quarantined);
        meters.gauge("nftproxy_affinity_clients", () -> clients.count());
        meters.gauge("nftproxy_affinity_full_maps", () -> clients.fullMaps());
    }

    /** Sets the size of the cluster as of the last sync. From any thread. */
    public void cluster(int serviceCount, int endpointCount) {
        cluster = new Cluster(serviceCount, endpointCount);
    }

    /** Sets the number of service ports held out of the table. From any thread. */
    public void quarantined(int servicePortCount) {
        quarantined = servicePortCount;
    }

    /** Sets the clients with session affinity. From any thread. */
    public void clients(long count, int fullMaps) {
        clients = new Clients(count, fullMaps);
    }

    /**
     * Sets the sizes of all sets and maps; one without a size is empty. From any thread.
     *
     * @param elementCounts by set or map, for example {@code service-ips4}
     */
    public void sizes(Map<String, Integer> elementCounts) {
        sizes = elementCounts;
        for (String object : elementCounts.keySet()) {
            if (gauged.add(object)) {
                meters.gauge("nftproxy_elements", () -> sizes.getOrDefault(object, 0), object);
            }
        }
    }
}
