package io.nftproxy.bench.measure;

import io.nftproxy.bench.lab.BenchNode;
import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.Engine;
import io.nftproxy.bench.lab.Objects;
import io.nftproxy.bench.lab.Place;
import io.nftproxy.bench.lab.Shapes;
import io.nftproxy.bench.lab.Tool;
import io.nftproxy.bench.report.Results;
import io.nftproxy.bench.report.Table;

/**
 * Other clusters: a Service with 1,000 ports; all Services with affinity, and 10,000 known clients;
 * endpoints with hints for two zones, and a node that moves from one zone to the other.
 */
public final class OtherShapes {
    private static final double MILLION = 1e6;
    private static final double KIBI = 1024;
    private static final int SERVICES_MAX = 10_000;

    /** Affinity adds sets and chains to each Service: 10,000 take the kernel half a minute. */
    private static final int AFFINITY_SERVICES_MAX = 1_000;

    private static final int PORTS = 1_000;
    private static final int CLIENTS = 10_000;

    /** Services with clients. */
    private static final int VISITED = 100;

    /** {@code 11.0.0.0}. */
    private static final int FIRST_CLIENT = 0x0b000000;

    private final Profile profile;
    private final Results results;

    /** Measures a cluster with an engine that has not synced yet. */
    private interface Shape {
        void measure(Engine engine, Cluster cluster, Results into) throws Exception;
    }

    public OtherShapes(Profile profile, Results results) {
        this.profile = profile;
        this.results = results;
    }

    public void run() throws Exception {
        measure("many ports", new Cluster(1, Table.USUAL_ENDPOINTS), OtherShapes::ports);
        for (Cluster cluster : profile.sizes()) {
            if (cluster.endpoints() == Table.USUAL_ENDPOINTS
                    && cluster.services() <= SERVICES_MAX) {
                if (cluster.services() <= AFFINITY_SERVICES_MAX) {
                    measure("affinity", cluster, OtherShapes::affinity);
                }
                measure("zones", cluster, OtherShapes::zones);
            }
        }
    }

    private void measure(String name, Cluster cluster, Shape shape) throws Exception {
        for (int round = 0; round <= profile.rounds(); round++) {
            Progress.say("%s, %s, round %d", name, cluster, round);
            // The first round is not counted: it loads classes.
            Results into = round == 0 ? new Results() : results;
            System.gc();
            try (Place place = new Place("shape")) {
                place.call(
                        () -> {
                            try (Engine engine = new Engine()) {
                                shape.measure(engine, cluster, into);
                                return null;
                            }
                        });
            }
        }
    }

    private static void ports(Engine engine, Cluster cluster, Results into) throws Exception {
        Objects.put(Shapes.withPorts(Objects.service(cluster, 0), PORTS), engine.inbox());
        Objects.put(Shapes.withPorts(Objects.slice(cluster, 0, 0), PORTS), engine.inbox());
        add(into, "many ports: program", cluster, engine.full());
        Objects.put(Shapes.withPorts(Objects.slice(cluster, 0, 1), PORTS), engine.inbox());
        add(into, "many ports: replace endpoint", cluster, engine.changes());
        Objects.put(Shapes.withPorts(Objects.service(cluster, 0), PORTS - 1), engine.inbox());
        add(into, "many ports: delete one", cluster, engine.changes());
    }

    private static void affinity(Engine engine, Cluster cluster, Results into) throws Exception {
        for (int i = 0; i < cluster.services(); i++) {
            Objects.put(Shapes.withAffinity(Objects.service(cluster, i)), engine.inbox());
            Objects.put(Objects.slice(cluster, i, 0), engine.inbox());
        }
        add(into, "affinity: program", cluster, engine.full());
        Tool.run(clients(cluster), "nft", "-f", "-");
        add(into, "affinity: restart", cluster, engine.restart());
        Objects.put(Objects.slice(cluster, 0, 1), engine.inbox());
        add(into, "affinity: replace endpoint", cluster, engine.changes());
    }

    /** Returns the commands that add the clients, as if the rules had learned them. */
    private static String clients(Cluster cluster) {
        StringBuilder text = new StringBuilder();
        int services = Math.min(VISITED, cluster.services());
        for (int client = 0; client < CLIENTS; client++) {
            int service = client % services;
            int endpoint = client / services % cluster.endpoints();
            text.append("add element inet kube-proxy affinity4-")
                    .append(cluster.name(service))
                    .append("//tcp { ")
                    .append(Integer.toUnsignedLong(FIRST_CLIENT + client))
                    .append(" timeout 3h : ")
                    .append(cluster.endpoint(service, endpoint, 0))
                    .append(" . ")
                    .append(Cluster.TARGET_PORT)
                    .append(" }\n");
        }
        return text.toString();
    }

    private static void zones(Engine engine, Cluster cluster, Results into) throws Exception {
        for (int i = 0; i < cluster.services(); i++) {
            Objects.put(Objects.service(cluster, i), engine.inbox());
            Objects.put(Shapes.withZones(Objects.slice(cluster, i, 0)), engine.inbox());
        }
        engine.full();
        add(into, "zones: label added", cluster, move(engine, 0));
        add(into, "zones: node moves", cluster, move(engine, 1));
    }

    private static Engine.Sync move(Engine engine, int zone) throws Exception {
        return engine.moveNode(BenchNode.inZone(Shapes.ZONES.get(zone)));
    }

    private static void add(Results into, String measure, Cluster cluster, Engine.Sync sync) {
        String us = Programming.ENGINE;
        into.add(measure, us, cluster, "total", "ms", sync.nanos() / MILLION);
        into.add(measure, us, cluster, "kernel", "ms", sync.commit().kernelNanos() / MILLION);
        into.add(measure, us, cluster, "sent", "KiB", sync.commit().bytes() / KIBI);
        into.add(measure, us, cluster, "operations", "", sync.commit().operations());
    }
}
