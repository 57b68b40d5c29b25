package io.nftproxy.bench.measure;

import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.Engine;
import io.nftproxy.bench.lab.Objects;
import io.nftproxy.bench.lab.Place;
import io.nftproxy.bench.lab.Tool;
import io.nftproxy.bench.layout.ChangingLayout;
import io.nftproxy.bench.layout.Iptables;
import io.nftproxy.bench.report.Results;
import java.util.List;

/**
 * Programming from nothing, again with nothing changed, and single changes; each round in a fresh
 * namespace, the contenders in turns.
 */
public final class Programming {
    static final String ENGINE = "nftproxy";
    private static final double MILLION = 1e6;
    private static final double KIBI = 1024;

    /** Above this, loading a layout again takes minutes, and is not measured. */
    private static final int RESTARTS_MAX = 5_000;

    private final Profile profile;
    private final List<ChangingLayout> layouts;
    private final Results results;

    public Programming(Profile profile, List<ChangingLayout> layouts, Results results) {
        this.profile = profile;
        this.layouts = layouts;
        this.results = results;
    }

    public void run() throws Exception {
        warmUp();
        for (Cluster cluster : profile.sizes()) {
            for (int round = 0; round < profile.rounds(); round++) {
                boolean last = round == profile.rounds() - 1;
                Progress.say("programming %s, round %d", cluster, round + 1);
                for (ChangingLayout layout : layouts) {
                    // Before each contender: three rounds do not show a disturbance of one.
                    engine(cluster, results, false);
                    if (profile.covers(layout.name(), cluster)) {
                        layout(layout, cluster, round, last);
                    }
                }
                engine(cluster, results, last);
            }
        }
    }

    private void warmUp() throws Exception {
        Progress.say("warming up");
        for (int i = 1; i <= profile.warmUps(); i++) {
            engine(new Cluster(10_000, 10), new Results(), i == profile.warmUps());
        }
    }

    private void engine(Cluster cluster, Results into, boolean changes) throws Exception {
        System.gc();
        try (Place place = new Place("engine")) {
            place.call(
                    () -> {
                        try (Engine engine = new Engine()) {
                            Objects.put(cluster, engine.inbox());
                            add(into, "program", cluster, engine.full());
                            add(into, "restart", cluster, engine.restart());
                            if (changes) {
                                changes(engine, cluster, into);
                            }
                            return null;
                        }
                    });
        }
    }

    private void changes(Engine engine, Cluster cluster, Results into) throws Exception {
        int added = cluster.services();
        // The first change of each kind is not counted: it loads classes.
        for (int i = -1; i < profile.changes(); i++) {
            Results to = i < 0 ? new Results() : into;
            Objects.put(Objects.service(cluster, added), engine.inbox());
            Objects.put(Objects.slice(cluster, added, 0), engine.inbox());
            add(to, "add service", cluster, engine.changes());
            engine.inbox().serviceChanged(Objects.service(cluster, added).name(), null);
            engine.inbox().sliceChanged(Objects.sliceName(added), null);
            add(to, "delete service", cluster, engine.changes());
        }
        int service = cluster.services() / 3;
        for (int i = 0; i < profile.changes(); i++) {
            Objects.put(Objects.slice(cluster, service, i % 2 == 0 ? 1 : 0), engine.inbox());
            add(into, "replace endpoint", cluster, engine.changes());
        }
    }

    private static void add(Results into, String measure, Cluster cluster, Engine.Sync sync) {
        into.add(measure, ENGINE, cluster, "total", "ms", sync.nanos() / MILLION);
        into.add(measure, ENGINE, cluster, "kernel", "ms", sync.commit().kernelNanos() / MILLION);
        into.add(measure, ENGINE, cluster, "sent", "KiB", sync.commit().bytes() / KIBI);
    }

    private void layout(ChangingLayout layout, Cluster cluster, int round, boolean last)
            throws Exception {
        String full = layout.full(cluster);
        try (Place place = new Place(layout.name())) {
            place.call(
                    () -> {
                        add("program", layout, cluster, full, layout.load(full));
                        if (round == 0 && cluster.services() <= RESTARTS_MAX) {
                            add("restart", layout, cluster, full, layout.load(full));
                        }
                        if (layout instanceof Iptables iptables) {
                            layout.load(iptables.jumps());
                        }
                        if (last) {
                            changes(layout, cluster);
                        }
                        return null;
                    });
        }
    }

    private void changes(ChangingLayout layout, Cluster cluster) throws Exception {
        String add = layout.addService(cluster);
        String delete = layout.deleteService(cluster);
        long budget = System.nanoTime() + CHANGES_BUDGET;
        for (int i = 0; i < profile.changes() && System.nanoTime() < budget; i++) {
            add("add service", layout, cluster, add, layout.load(add));
            add("delete service", layout, cluster, delete, layout.load(delete));
            int service = cluster.services() / 3;
            if (i < cluster.endpoints()) {
                String replace = layout.replaceEndpoint(cluster, service, i + 1);
                add("replace endpoint", layout, cluster, replace, layout.load(replace));
            }
        }
    }

    /** Repeats a change; fewer times if it takes seconds. */
    private static final long CHANGES_BUDGET = 20_000_000_000L;

    private void add(
            String measure, ChangingLayout layout, Cluster cluster, String text, Tool.Cost cost) {
        results.add(measure, layout.name(), cluster, "total", "ms", cost.wallNanos() / MILLION);
        results.add(measure, layout.name(), cluster, "kernel", "ms", cost.systemNanos() / MILLION);
        results.add(measure, layout.name(), cluster, "sent", "KiB", text.length() / KIBI);
    }
}
