package io.nftproxy.metrics;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is in the kernel's table now. */
public final class TableMetrics {
    private record Cluster(int services, int endpoints) {}

    private record Affinity(int clients, double fillMax, int mapsFull) {}

    private final MultiGauge elements;
    private volatile Cluster cluster = new Cluster(0, 0);
    private volatile Affinity affinity = new Affinity(0, 0, 0);

    TableMetrics(Meters meters) {
        meters.gauge("nftproxy_services", "Services that are proxied", () -> cluster.services());
        meters.gauge(
                "nftproxy_endpoints",
                "Endpoints that are known, one for each service port they serve",
                () -> cluster.endpoints());
        elements =
                meters.multiGauge(
                        "nftproxy_elements",
                        "Elements of the sets and maps that exist once for all services");
        meters.gauge(
                "nftproxy_affinity_clients",
                "Clients that session affinity remembers, in all maps together",
                () -> affinity.clients());
        meters.gauge(
                "nftproxy_affinity_fill_ratio_max",
                "How full the fullest affinity map is, 0 to 1",
                () -> affinity.fillMax());
        meters.gauge(
                "nftproxy_affinity_maps_full",
                "Affinity maps that are full: their new clients get a random endpoint",
                () -> affinity.mapsFull());
    }

    /** The cluster as of the last sync. From any thread. */
    public void cluster(int serviceCount, int endpointCount) {
        cluster = new Cluster(serviceCount, endpointCount);
    }

    /**
     * All sizes, in place of those before. From any thread.
     *
     * @param elementCounts by set or map, for example {@code service-ips4}
     */
    public void sizes(Map<String, Integer> elementCounts) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        elementCounts.forEach(
                (object, count) -> rows.add(MultiGauge.Row.of(Tags.of("object", object), count)));
        elements.register(rows, true);
    }

    /**
     * How the affinity maps were last seen. From any thread.
     *
     * @param fillMax of the fullest map, 0 to 1
     */
    public void affinity(int clients, double fillMax, int mapsFull) {
        affinity = new Affinity(clients, fillMax, mapsFull);
    }
}
