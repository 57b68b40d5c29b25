package io.nftproxy.metrics;

import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is in the kernel's table now. */
public final class TableMetrics {
    private record Cluster(int services, int endpoints) {}

    private record Clients(long count, int fullMaps) {}

    private final MultiGauge elements;
    private volatile Cluster cluster = new Cluster(0, 0);
    private volatile int quarantined;
    private volatile Clients clients = new Clients(0, 0);

    TableMetrics(Meters meters) {
        meters.gauge("nftproxy_services", "Services that are proxied", () -> cluster.services());
        meters.gauge(
                "nftproxy_endpoints",
                "Endpoints that this node may use, one for each service port they serve",
                () -> cluster.endpoints());
        meters.gauge(
                "nftproxy_quarantined_service_ports",
                "Service ports that are left out because the kernel refuses them",
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
        elements =
                meters.multiGauge(
                        "nftproxy_elements",
                        "Elements of the sets and maps that exist once for all services");
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
}
