package io.nftproxy.bench.measure;

import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.Engine;
import io.nftproxy.bench.lab.LoadBalancers;
import io.nftproxy.bench.lab.Objects;
import io.nftproxy.bench.lab.Place;
import io.nftproxy.bench.lab.Tool;
import io.nftproxy.bench.layout.FirewallChains;
import io.nftproxy.bench.report.Results;
import io.nftproxy.core.diff.KernelFailure;
import java.util.List;

/**
 * Changes of {@code loadBalancerSourceRanges}, with 50 networks and 3 ports for each load balancer,
 * compared with {@link FirewallChains}.
 */
public final class AllowLists {
    private static final double MILLION = 1e6;
    private static final double KIBI = 1024;
    private static final int DELETED = 10;

    /** A state of the lists, in which the first networks of each were replaced. */
    private record Step(String measure, int replaced, int changed) {}

    private final Profile profile;
    private final Results results;

    public AllowLists(Profile profile, Results results) {
        this.profile = profile;
        this.results = results;
    }

    public void run() throws Exception {
        for (int services : profile.loadBalancers()) {
            for (boolean shared : List.of(true, false)) {
                for (int round = 0; round <= profile.rounds(); round++) {
                    Progress.say("allow lists of %d, round %d", services, round);
                    // The first round is not counted: it loads classes.
                    Results into = round == 0 ? new Results() : results;
                    LoadBalancers all = new LoadBalancers(services, shared);
                    engine(all, into);
                    layout(all, into);
                }
            }
        }
    }

    private static List<Step> steps(LoadBalancers all) {
        String kind = all.shared() ? "shared allow list, " : "own allow lists, ";
        int changed = all.shared() ? all.services() : 1;
        return List.of(
                new Step(kind + "one network", 1, changed),
                new Step(kind + "half of them", LoadBalancers.NETWORKS / 2, changed));
    }

    private static void engine(LoadBalancers all, Results into) throws Exception {
        System.gc();
        try (Place place = new Place("engine")) {
            place.call(
                    () -> {
                        try (Engine engine = new Engine()) {
                            all.put(engine.inbox());
                            add(all, "allow lists, created", engine.full(), into);
                            for (Step step : steps(all)) {
                                add(all, step.measure, change(engine, all, step), into);
                            }
                            add(all, "allow lists, ten deleted", delete(engine, all), into);
                            return null;
                        }
                    });
        }
    }

    private static Engine.Sync change(Engine engine, LoadBalancers all, Step step)
            throws KernelFailure {
        for (int i = 0; i < step.changed; i++) {
            Objects.put(all.service(i, step.replaced), engine.inbox());
        }
        return engine.changes();
    }

    private static Engine.Sync delete(Engine engine, LoadBalancers all) throws KernelFailure {
        for (int i = 0; i < DELETED; i++) {
            engine.inbox().serviceChanged(all.service(i, 0).name(), null);
        }
        return engine.changes();
    }

    private static void layout(LoadBalancers all, Results into) throws Exception {
        FirewallChains layout = new FirewallChains(all);
        try (Place place = new Place("layout")) {
            place.call(
                    () -> {
                        load(all, "allow lists, created", layout.full(), into);
                        for (Step step : steps(all)) {
                            String change = layout.change(step.changed, step.replaced);
                            load(all, step.measure, change, into);
                        }
                        load(all, "allow lists, ten deleted", layout.delete(DELETED), into);
                        return null;
                    });
        }
    }

    private static void load(LoadBalancers all, String measure, String text, Results into)
            throws Exception {
        Tool.Cost cost = Tool.run(text, "nft", "-f", "-");
        Cluster cluster = all.cluster();
        into.add(measure, FirewallChains.NAME, cluster, "total", "ms", cost.wallNanos() / MILLION);
        into.add(measure, FirewallChains.NAME, cluster, "sent", "KiB", text.length() / KIBI);
    }

    private static void add(LoadBalancers all, String measure, Engine.Sync sync, Results into) {
        Cluster cluster = all.cluster();
        String engine = Programming.ENGINE;
        into.add(measure, engine, cluster, "total", "ms", sync.nanos() / MILLION);
        into.add(measure, engine, cluster, "sent", "KiB", sync.commit().bytes() / KIBI);
    }
}
