package io.nftproxy.metrics;

import java.util.Map;

/** What is in the kernel's table now. */
public final class TableMetrics {
    private final Gauge services;
    private final Gauge endpoints;
    private final Gauge elements;
    private final Gauge affinityClients;
    private final Gauge affinityFill;
    private final Gauge affinityFull;

    TableMetrics(MetricRegistry registry) {
        services = registry.gauge("nftproxy_services", "Services that are proxied");
        endpoints =
                registry.gauge(
                        "nftproxy_endpoints",
                        "Endpoints that are known, one for each service port they serve");
        elements =
                registry.gauge(
                        "nftproxy_elements",
                        "Elements of the sets and maps that exist once for all services",
                        "object");
        affinityClients =
                registry.gauge(
                        "nftproxy_affinity_clients",
                        "Clients that session affinity remembers, in all maps together");
        affinityFill =
                registry.gauge(
                        "nftproxy_affinity_fill_ratio_max",
                        "How full the fullest affinity map is, 0 to 1");
        affinityFull =
                registry.gauge(
                        "nftproxy_affinity_maps_full",
                        "Affinity maps that are full: their new clients get a random endpoint");
    }

    /** The cluster as of the last sync. From any thread. */
    public void cluster(int serviceCount, int endpointCount) {
        services.set(serviceCount);
        endpoints.set(endpointCount);
    }

    /**
     * All sizes, in place of those before. From any thread.
     *
     * @param elementCounts by set or map, for example {@code service-ips4}
     */
    public void sizes(Map<String, Integer> elementCounts) {
        elements.forgetSamples();
        elementCounts.forEach((object, count) -> elements.set(count, object));
    }

    /**
     * How the affinity maps were last seen. From any thread.
     *
     * @param fillMax of the fullest map, 0 to 1
     */
    public void affinity(int clients, double fillMax, int mapsFull) {
        affinityClients.set(clients);
        affinityFill.set(fillMax);
        affinityFull.set(mapsFull);
    }
}
