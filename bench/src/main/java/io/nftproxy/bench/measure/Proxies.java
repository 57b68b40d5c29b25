package io.nftproxy.bench.measure;

import io.nftproxy.bench.lab.ApiCluster;
import io.nftproxy.bench.lab.Cluster;
import io.nftproxy.bench.lab.Network;
import io.nftproxy.bench.lab.Proxy;
import io.nftproxy.bench.lab.ProxyProcess;
import io.nftproxy.bench.report.Results;
import java.util.List;

/**
 * Compares nftproxy with real kube-proxies. Each is a process on its own node, with the same API
 * server. A change is in effect when a connection reaches the new endpoint.
 */
public final class Proxies {
    private static final long SETTLE_MILLIS = 2_000;

    /**
     * kube-proxy syncs once a second on average, and a Service with its slice takes two syncs. A
     * change that comes sooner would wait for them.
     */
    private static final long PAUSE_MILLIS = 3_500;

    private static final int BURST = 100;
    private static final double MILLION = 1e6;
    private static final double KIBI = 1024;

    private final Profile profile;
    private final List<Proxy> proxies;
    private final Results results;
    private int endpoints;

    public Proxies(Profile profile, List<Proxy> proxies, Results results) {
        this.profile = profile;
        this.proxies = proxies;
        this.results = results;
    }

    public void run() throws Exception {
        for (Cluster cluster : profile.sizes()) {
            for (int round = 0; round < profile.proxyRounds(cluster); round++) {
                for (Proxy proxy : proxies) {
                    if (profile.covers(proxy.name(), cluster)) {
                        Progress.say("%s, %s, round %d", proxy.name(), cluster, round + 1);
                        measure(new Contender(proxy, cluster), round == 0);
                    }
                }
            }
        }
    }

    /** A proxy at one size. */
    private record Contender(Proxy proxy, Cluster cluster) {}

    private void measure(Contender contender, boolean firstRound) throws Exception {
        try (Network network = new Network();
                ApiCluster api = network.node().call(() -> new ApiCluster(contender.cluster))) {
            String first = newEndpoint();
            api.putProbe(first);
            Probe probe = new Probe(network.client());
            try (ProxyProcess process = start(contender, network, api)) {
                long seen = probe.await(first, process);
                millis(contender, "proxy start", seen - process.startedAt());
                rest(contender, process, firstRound);
                changes(contender, api, probe, process);
                add(contender, "proxy memory", "peak", "MiB", process.peakKibibytes() / KIBI);
            }
            String other = newEndpoint();
            api.putProbeSlice(other);
            try (ProxyProcess process = start(contender, network, api)) {
                long seen = probe.await(other, process);
                millis(contender, "proxy restart", seen - process.startedAt());
            }
        }
    }

    private static ProxyProcess start(Contender contender, Network network, ApiCluster api)
            throws Exception {
        return network.node().call(() -> contender.proxy.start(api.url()));
    }

    private void rest(Contender contender, ProxyProcess process, boolean first) throws Exception {
        Thread.sleep(SETTLE_MILLIS);
        add(contender, "proxy memory", "RSS", "MiB", process.residentKibibytes() / KIBI);
        add(contender, "proxy memory", "RssAnon", "MiB", process.anonymousKibibytes() / KIBI);
        if (first) {
            long before = process.cpuMillis();
            long millis = profile.idleMillis(contender.cluster);
            Thread.sleep(millis);
            double share = (process.cpuMillis() - before) * 100.0 / millis;
            add(contender, "proxy idle", "processor", "% of a core", share);
        }
    }

    private void changes(Contender contender, ApiCluster api, Probe probe, ProxyProcess process)
            throws Exception {
        int count = profile.proxyChanges();
        long cpu = process.cpuMillis();
        for (int i = 0; i < count; i++) {
            String endpoint = newEndpoint();
            Runnable replace = () -> api.putProbeSlice(endpoint);
            seen(contender, "proxy endpoint replaced", replace, endpoint, probe, process);
        }
        double each = (process.cpuMillis() - cpu) / (double) count;
        add(contender, "proxy endpoint replaced", "processor per change", "ms", each);
        for (int i = 0; i < count; i++) {
            Runnable delete = api::deleteProbe;
            seen(contender, "proxy service deleted", delete, Probe.NO_ENDPOINT, probe, process);
            String endpoint = newEndpoint();
            Runnable put = () -> api.putProbe(endpoint);
            seen(contender, "proxy service added", put, endpoint, probe, process);
        }
        String last = newEndpoint();
        Runnable burst =
                () -> {
                    for (int i = 0; i < BURST; i++) {
                        api.putSlice(i % contender.cluster.services(), 1);
                    }
                    api.putProbeSlice(last);
                };
        seen(contender, "proxy burst", burst, last, probe, process);
    }

    /**
     * Returns an address that no connection has reached yet. Conntrack remembers earlier ones: a
     * client that uses a port again may reach the endpoint of its former connection.
     */
    private String newEndpoint() {
        endpoints++;
        return "10.191." + endpoints / 250 + "." + (1 + endpoints % 250);
    }

    /** Records the time from a change in the API server to the first connection that shows it. */
    private void seen(
            Contender contender,
            String measure,
            Runnable change,
            String endpoint,
            Probe probe,
            ProxyProcess process)
            throws Exception {
        Thread.sleep(PAUSE_MILLIS);
        long before = System.nanoTime();
        change.run();
        millis(contender, measure, probe.await(endpoint, process) - before);
    }

    private void millis(Contender contender, String measure, long nanos) {
        add(contender, measure, "total", "ms", nanos / MILLION);
    }

    private void add(
            Contender contender, String measure, String quantity, String unit, double value) {
        results.add(measure, contender.proxy.name(), contender.cluster, quantity, unit, value);
    }
}
