package io.nftproxy.bench.measure;

import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.Engine;
import io.nftproxy.bench.lab.KernelMemory;
import io.nftproxy.bench.lab.Network;
import io.nftproxy.bench.lab.Objects;
import io.nftproxy.bench.report.Results;
import io.nftproxy.bench.report.Table;
import io.nftproxy.core.model.Scheduler;
import java.util.ArrayList;
import java.util.List;

/**
 * The cost of each scheduler if all Services use it: programming, a restart, a replaced endpoint,
 * kernel memory, and the first packet of a connection.
 */
public final class Schedulers {
    private static final double MILLION = 1e6;
    private static final double KIBI = 1024;

    /** With more Services on a hash, the map has too many slots: 7.5 million for 30,000. */
    private static final int SERVICES_MAX = 10_000;

    private final Profile profile;
    private final Results results;

    public Schedulers(Profile profile, Results results) {
        this.profile = profile;
        this.results = results;
    }

    /** A node with a cluster all of whose Services use a scheduler. */
    private record World(Scheduler scheduler, Network network) implements AutoCloseable {
        String name() {
            return "nftproxy " + scheduler;
        }

        @Override
        public void close() throws Exception {
            network.close();
        }
    }

    public void run() throws Exception {
        for (Cluster cluster : profile.sizes()) {
            if (cluster.endpoints() != Table.USUAL_ENDPOINTS || cluster.services() > SERVICES_MAX) {
                continue;
            }
            List<World> worlds = new ArrayList<>();
            try {
                for (Scheduler scheduler : Scheduler.values()) {
                    Progress.say("schedulers, %s: %s", cluster, scheduler);
                    World world = new World(scheduler, new Network());
                    worlds.add(world);
                    program(cluster, world);
                }
                for (int turn = -1; turn < profile.turns(); turn++) {
                    for (World world : worlds) {
                        connect(cluster, world, turn < 0 ? new Results() : results);
                    }
                }
            } finally {
                for (World world : worlds) {
                    world.close();
                }
            }
        }
    }

    private void program(Cluster cluster, World world) throws Exception {
        System.gc();
        long before = KernelMemory.settledBytes();
        world.network
                .node()
                .call(
                        () -> {
                            try (Engine engine = new Engine()) {
                                put(cluster, world.scheduler, engine);
                                add("scheduler: program", world, cluster, engine.full());
                                add("scheduler: restart", world, cluster, engine.restart());
                                changes(engine, cluster, world);
                                return null;
                            }
                        });
        double memory = (KernelMemory.settledBytes() - before) / KIBI;
        results.add("scheduler: program", world.name(), cluster, "kernel memory", "KiB", memory);
    }

    private static void put(Cluster cluster, Scheduler scheduler, Engine engine) {
        for (int i = 0; i < cluster.services(); i++) {
            Objects.put(Objects.service(cluster, i, scheduler), engine.inbox());
            Objects.put(Objects.slice(cluster, i, 0), engine.inbox());
        }
    }

    private void changes(Engine engine, Cluster cluster, World world) throws Exception {
        int service = cluster.services() / 3;
        // The first one is not counted: it loads classes.
        for (int i = 0; i <= profile.changes(); i++) {
            Objects.put(Objects.slice(cluster, service, i % 2 == 0 ? 1 : 0), engine.inbox());
            Engine.Sync sync = engine.changes();
            if (i > 0) {
                add("scheduler: replace endpoint", world, cluster, sync);
            }
        }
    }

    private void add(String measure, World world, Cluster cluster, Engine.Sync sync) {
        String name = world.name();
        results.add(measure, name, cluster, "total", "ms", sync.nanos() / MILLION);
        results.add(measure, name, cluster, "kernel", "ms", sync.commit().kernelNanos() / MILLION);
        results.add(measure, name, cluster, "sent", "KiB", sync.commit().bytes() / KIBI);
        results.add(measure, name, cluster, "operations", "", sync.commit().operations());
    }

    private void connect(Cluster cluster, World world, Results into) throws Exception {
        Connections to = new Connections(cluster.clusterIp(cluster.middle()), Cluster.PORT);
        Connections.Run run = world.network.client().call(() -> to.open(profile.connections()));
        for (long each : run.nanosEach()) {
            into.add("scheduler: connect", world.name(), cluster, "first packet", "us", each / 1e3);
        }
    }
}
