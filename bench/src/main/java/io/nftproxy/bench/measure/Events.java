package io.nftproxy.bench.measure;

import io.nftproxy.bench.lab.ApiCluster;
import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.DaemonProcess;
import io.nftproxy.bench.lab.Generations;
import io.nftproxy.bench.lab.Place;
import io.nftproxy.bench.lab.Tool;
import io.nftproxy.bench.report.Results;
import java.util.BitSet;

/**
 * The daemon as shipped: its start, its memory, and the way of a change from the API server to the
 * kernel.
 */
public final class Events {
    private static final String[][] DAMAGES = {
        {"element", "add element inet kube-proxy cluster-ips4 { 10.255.255.254 }"},
        {"chain", "flush chain inet kube-proxy nat-output"},
        {"map", "flush map inet kube-proxy endpoints4"},
        {"table", "delete table inet kube-proxy"},
    };

    private static final long SETTLE_MILLIS = 2_000;
    private static final long TIMEOUT_NANOS = 5_000_000_000L;

    private final Profile profile;
    private final Results results;
    private BitSet replaced = new BitSet();

    public Events(Profile profile, Results results) {
        this.profile = profile;
        this.results = results;
    }

    public void run() throws Exception {
        for (Cluster cluster : profile.sizes()) {
            replaced = new BitSet();
            try (Place place = new Place("node")) {
                place.call(
                        () -> {
                            measure(cluster);
                            return null;
                        });
            }
        }
    }

    private void measure(Cluster cluster) throws Exception {
        try (ApiCluster api = new ApiCluster(cluster);
                Generations generations = new Generations()) {
            for (int round = 0; round < profile.rounds(); round++) {
                Progress.say("daemon, %s: start %d", cluster, round + 1);
                String measure = round == 0 ? "start" : "start again";
                try (DaemonProcess daemon = new DaemonProcess(api.url())) {
                    double millis = daemon.nanosToFirstSync() / 1e6;
                    add(measure, cluster, "exec to first sync", "ms", millis);
                    add(measure, cluster, "kernel", "ms", daemon.kernelMicros() / 1e3);
                }
            }
            try (DaemonProcess daemon = new DaemonProcess(api.url())) {
                rest(cluster, daemon);
                add("memory", cluster, "RSS", "MiB", daemon.residentKibibytes() / 1024.0);
                Progress.say("daemon, %s: changes of another process", cluster);
                for (String[] damage : DAMAGES) {
                    repair(cluster, generations, damage[0], damage[1]);
                }
                Progress.say("daemon, %s: a change a second", cluster);
                paced(cluster, api, generations, daemon, 1, profile.events(cluster));
                Progress.say("daemon, %s: a hundred changes a second", cluster);
                paced(cluster, api, generations, daemon, 100, profile.events(cluster) * 10);
                add(
                        "memory",
                        cluster,
                        "RSS after changes",
                        "MiB",
                        daemon.residentKibibytes() / 1024.0);
            }
        }
    }

    /** Measures the memory, and the CPU time while nothing happens. */
    private void rest(Cluster cluster, DaemonProcess daemon) throws Exception {
        Thread.sleep(SETTLE_MILLIS);
        long before = daemon.cpuMillis();
        long millis = profile.idleMillis(cluster);
        Thread.sleep(millis);
        double share = (daemon.cpuMillis() - before) * 100.0 / millis;
        add("idle", cluster, "processor", "% of a core", share);
    }

    /** Measures the time from a commit of another process to the commit that restores the table. */
    private void repair(Cluster cluster, Generations generations, String what, String command)
            throws Exception {
        // nftproxy delays repairs that follow each other.
        Thread.sleep(profile.restMillis());
        int generation = generations.now();
        Thread nft = Thread.ofPlatform().start(() -> Tool.unchecked(command, "nft", "-f", "-"));
        long changed = generations.await(generation, TIMEOUT_NANOS);
        long repaired = generations.await(generation + 1, TIMEOUT_NANOS);
        nft.join();
        if (repaired == 0) {
            throw new IllegalStateException("not repaired in five seconds: " + command);
        }
        add("foreign change", cluster, what, "ms", (repaired - changed) / 1e6);
    }

    /** Sends each change at its time, whether or not the one before was seen. */
    private void paced(
            Cluster cluster,
            ApiCluster api,
            Generations generations,
            DaemonProcess daemon,
            int perSecond,
            int count)
            throws Exception {
        String measure = "event to commit " + perSecond + "/s";
        long cpu = daemon.cpuMillis();
        long interval = 1_000_000_000L / perSecond;
        long next = System.nanoTime();
        for (int i = 0; i < count; i++) {
            while (System.nanoTime() < next) {
                Thread.sleep(0, 200_000);
            }
            int service = (int) (i * 7919L % cluster.services());
            int generation = generations.now();
            long sent = System.nanoTime();
            replaced.flip(service);
            api.putSlice(service, replaced.get(service) ? 1 : 0);
            long seen = generations.await(generation, TIMEOUT_NANOS);
            if (seen == 0) {
                throw new IllegalStateException("no commit in five seconds");
            }
            add(measure, cluster, "latency", "ms", (seen - sent) / 1e6);
            next += interval;
        }
        add(
                measure,
                cluster,
                "processor per change",
                "ms",
                (daemon.cpuMillis() - cpu) / (double) count);
    }

    private void add(String measure, Cluster cluster, String quantity, String unit, double value) {
        results.add(measure, Programming.ENGINE, cluster, quantity, unit, value);
    }
}
