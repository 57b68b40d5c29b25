package io.nftproxy.serve.metrics;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is in the kernel's table now. */
public final class TableMetrics {
    private record Cluster(int services, int endpoints) {}

    private record Clients(long count, int fullMaps) {}

    private final Meters meters;

    /** Sets and maps that have a gauge: to make these anew would cost more than most syncs. */
    private final Set<String> gauged = ConcurrentHashMap.newKeySet();

    private volatile Map<String, Integer> sizes = Map.of();
    private volatile Cluster cluster = new Cluster(0, 0);
    private volatile int quarantined;
    private volatile Clients clients = new Clients(0, 0);

    TableMetrics(Meters meters) {
        this.meters = meters;
        meters.gauge("nftproxy_services", "Services that are proxied", () -> cluster.services());
        meters.gauge(
                "nftproxy_endpoints",
                "Endpoints that this node may use, one for each service port they serve",
                () -> cluster.endpoints());
        meters.gauge(
                "nftproxy_quarantined_service_ports",
                "Service ports that are not programmed because the kernel refuses them",
                () -> quarantined);
        meters.gauge(
                "nftproxy_affinity_clients",
                "Clients that session affinity remembers, counted once a minute",
                () -> clients.count());
        meters.gauge(
                "nftproxy_affinity_full_maps",
                "Maps of session affinity that are full: further clients are balanced without"
                        + " affinity",
                () -> clients.fullMaps());
    }

    /** The cluster as of the last sync. From any thread. */
    public void cluster(int serviceCount, int endpointCount) {
        cluster = new Cluster(serviceCount, endpointCount);
    }

    /** Service ports that are left out. From any thread. */
    public void quarantined(int servicePortCount) {
        quarantined = servicePortCount;
    }

    /** What session affinity remembers. From any thread. */
    public void clients(long count, int fullMaps) {
        clients = new Clients(count, fullMaps);
    }

    /**
     * All sizes, in place of those before; what is not named is empty. From any thread.
     *
     * @param elementCounts by set or map, for example {@code service-ips4}
     */
    public void sizes(Map<String, Integer> elementCounts) {
        sizes = elementCounts;
        for (String object : elementCounts.keySet()) {
            if (gauged.add(object)) {
                meters.gauge(
                        "nftproxy_elements",
                        "Elements of the sets and maps that exist once for all services",
                        () -> sizes.getOrDefault(object, 0),
                        "object",
                        object);
            }
        }
    }
}
