package io.nftproxy.bench.measure;

import io.nftproxy.bench.lab.ApiCluster;
import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.DaemonProcess;
import io.nftproxy.bench.lab.Network;
import io.nftproxy.bench.layout.ChangingLayout;
import io.nftproxy.bench.layout.Iptables;
import io.nftproxy.bench.layout.Layout;
import io.nftproxy.bench.layout.OneRule;
import io.nftproxy.bench.report.Results;
import io.nftproxy.bench.report.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cost of a new connection through each contender. All contenders run at once, each in its own
 * network, and take turns.
 */
public final class DataPath {
    private static final String NO_PROXY = "no proxy";

    /**
     * The connections of a turn are opened in this many parts, in which the contenders take turns:
     * the speed of a virtual processor changes every few seconds.
     */
    private static final int PARTS = 8;

    private final Profile profile;
    private final List<ChangingLayout> layouts;
    private final Results results;

    public DataPath(Profile profile, List<ChangingLayout> layouts, Results results) {
        this.profile = profile;
        this.layouts = layouts;
        this.results = results;
    }

    /**
     * A network with a contender's rules in it.
     *
     * @param change changes another service; null if the layout cannot change
     */
    private record World(
            String name, Network network, List<AutoCloseable> parts, @Nullable Change change)
            implements AutoCloseable {
        @Override
        public void close() throws Exception {
            for (AutoCloseable part : parts.reversed()) {
                part.close();
            }
            network.close();
        }
    }

    public void run() throws Exception {
        for (Cluster cluster : profile.sizes()) {
            if (cluster.endpoints() != Table.USUAL_ENDPOINTS) {
                continue;
            }
            List<World> worlds = new ArrayList<>();
            try {
                Progress.say("data path, %s: loading", cluster);
                worlds.add(new World(NO_PROXY, new Network(), List.of(), null));
                worlds.add(programmed(new OneRule(), cluster));
                worlds.add(proxied(cluster));
                for (ChangingLayout layout : layouts) {
                    if (profile.covers(layout.name(), cluster)) {
                        worlds.add(programmed(layout, cluster));
                    }
                }
                measure(cluster, worlds);
            } finally {
                for (World world : worlds) {
                    world.close();
                }
            }
        }
    }

    private static World programmed(Layout layout, Cluster cluster) throws Exception {
        Network network = new Network();
        network.node()
                .call(
                        () -> {
                            layout.load(layout.full(cluster));
                            return layout instanceof Iptables iptables
                                    ? layout.load(iptables.jumps())
                                    : null;
                        });
        return new World(layout.name(), network, List.of(), change(layout, cluster));
    }

    private static @Nullable Change change(Layout layout, Cluster cluster) {
        if (!(layout instanceof ChangingLayout changing)) {
            return null;
        }
        String add = changing.addService(cluster);
        String delete = changing.deleteService(cluster);
        return number -> layout.load(number % 2 == 0 ? add : delete);
    }

    private static World proxied(Cluster cluster) throws Exception {
        Network network = new Network();
        ApiCluster api = network.node().call(() -> new ApiCluster(cluster));
        DaemonProcess daemon = network.node().call(() -> new DaemonProcess(api.url()));
        Change change = number -> api.putSlice(cluster.services() / 3, 1 - number % 2);
        return new World(Programming.ENGINE, network, List.of(api, daemon), change);
    }

    private void measure(Cluster cluster, List<World> worlds) throws Exception {
        for (int turn = -1; turn < profile.turns(); turn++) {
            Progress.say("data path, %s: turn %d", cluster, turn + 1);
            Results into = turn < 0 ? new Results() : results;
            for (int part = 0; part < PARTS; part++) {
                for (World world : worlds) {
                    connectAllWays(cluster, world, into);
                }
            }
            for (World world : worlds) {
                connectDuringChanges(cluster, world, into);
                throughput(cluster, world, into);
            }
        }
    }

    private void connectAllWays(Cluster cluster, World world, Results into) throws Exception {
        int some = Math.max(1, profile.connections() / PARTS);
        connect(cluster, world, into, "clusterIP", some, to(cluster, world));
        if (!world.name.equals(NO_PROXY)) {
            Connections nodePort = new Connections(Cluster.NODE_ADDRESS, Cluster.NODE_PORT);
            connect(cluster, world, into, "nodePort", some, nodePort);
            String neighbour = cluster.clusterIp(cluster.middle() + 1);
            Connections affinity = new Connections(neighbour, Cluster.PORT);
            connect(cluster, world, into, "affinity", some, affinity);
        }
    }

    private void connectDuringChanges(Cluster cluster, World world, Results into) throws Exception {
        if (world.change != null) {
            try (Churn _ = new Churn(world.network.node(), world.change)) {
                int all = profile.connections();
                connect(cluster, world, into, "during changes", all, to(cluster, world));
            }
        }
    }

    /** Connects to the service in the middle; without a proxy, to its first endpoint. */
    private static Connections to(Cluster cluster, World world) {
        int middle = cluster.middle();
        return world.name.equals(NO_PROXY)
                ? new Connections(cluster.endpoint(middle, 0, 0), Cluster.TARGET_PORT)
                : new Connections(cluster.clusterIp(middle), Cluster.PORT);
    }

    private static void connect(
            Cluster cluster,
            World world,
            Results into,
            String way,
            int count,
            Connections connections)
            throws Exception {
        Connections.Run run = world.network.client().call(() -> connections.open(count));
        String measure = "connect " + way;
        for (long each : run.nanosEach()) {
            into.add(measure, world.name, cluster, "first packet", "us", each / 1e3);
        }
        into.add(measure, world.name, cluster, "connections", "1/s", run.perSecond());
    }

    private static void throughput(Cluster cluster, World world, Results into) throws Exception {
        Connections connections = to(cluster, world);
        double gigabits = world.network.client().call(connections::gigabitsPerSecond);
        into.add("established", world.name, cluster, "throughput", "Gbit/s", gigabits);
    }
}
