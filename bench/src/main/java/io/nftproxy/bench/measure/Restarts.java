package io.nftproxy.bench.measure;

import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.Engine;
import io.nftproxy.bench.lab.Objects;
import io.nftproxy.bench.lab.Place;
import io.nftproxy.bench.lab.Tool;
import io.nftproxy.bench.report.Results;
import java.util.List;

/**
 * Full syncs that read the table: with nothing changed, and after another process changed the
 * largest map. {@code src/test/kernels/run --bench} measures this on other kernels.
 */
public final class Restarts {
    private static final double MILLION = 1e6;
    private static final String ENDPOINTS = "inet kube-proxy endpoints4";

    private record Damage(String measure, String command) {}

    private static final List<Damage> DAMAGES =
            List.of(
                    new Damage("full sync, map flushed", "flush map " + ENDPOINTS),
                    new Damage(
                            "full sync, element added",
                            "add element "
                                    + ENDPOINTS
                                    + " { 192.0.2.1 . tcp . 80 . 0 : 192.0.2.2 . 80 }"),
                    new Damage("full sync, table deleted", "delete table inet kube-proxy"));

    private final Profile profile;
    private final Results results;

    public Restarts(Profile profile, Results results) {
        this.profile = profile;
        this.results = results;
    }

    public void run() throws Exception {
        measure(profile.sizes().getFirst(), new Results());
        for (Cluster cluster : profile.sizes()) {
            for (int round = 0; round < profile.rounds(); round++) {
                Progress.say("restarts, %s, round %d", cluster, round + 1);
                measure(cluster, results);
            }
        }
    }

    private static void measure(Cluster cluster, Results into) throws Exception {
        System.gc();
        try (Place place = new Place("restarts")) {
            place.call(
                    () -> {
                        try (Engine engine = new Engine()) {
                            Objects.put(cluster, engine.inbox());
                            add(into, "full sync, no table", cluster, engine.full());
                            add(into, "full sync, nothing changed", cluster, engine.restart());
                            for (Damage damage : DAMAGES) {
                                Tool.run("", "nft", damage.command());
                                add(into, damage.measure(), cluster, engine.restart());
                            }
                            return null;
                        }
                    });
        }
    }

    private static void add(Results into, String measure, Cluster cluster, Engine.Sync sync) {
        into.add(measure, Programming.ENGINE, cluster, "total", "ms", sync.nanos() / MILLION);
    }
}
