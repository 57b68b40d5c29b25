package io.nftproxy.bench.measure;

import io.nftproxy.bench.lab.Cluster;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sizes and repetitions of a run.
 *
 * @param sizes the clusters, from small to large
 * @param limits the largest number of services for a slow contender; others have no limit
 * @param warmUps rounds that are not counted
 * @param rounds of programming everything
 * @param loadBalancers the numbers of load balancers with allow lists
 * @param weighings measurements of kernel memory, for each contender and size
 * @param changes of each kind, for each contender and size
 * @param connections opened in each turn of the data path
 * @param turns of each contender in the data path
 * @param events sent at one a second; ten times as many are sent at a hundred a second
 * @param manyEvents the same at 10,000 services, for percentiles
 * @param proxyRounds starts of each real proxy; at most two if a start takes minutes
 * @param proxyChanges of each kind, for each real proxy and round
 */
public record Profile(
        List<Cluster> sizes,
        Map<String, Integer> limits,
        int warmUps,
        int rounds,
        List<Integer> loadBalancers,
        int weighings,
        int changes,
        int connections,
        int turns,
        int events,
        int manyEvents,
        int proxyRounds,
        int proxyChanges) {
    /** Checks that each experiment works; the results have no meaning. */
    public static final Profile SMOKE =
            new Profile(
                    List.of(new Cluster(20, 10)),
                    // One stand-in for kube-proxy is enough.
                    Map.of("kube-proxy iptables legacy", 0, "kube-proxy iptables nft", 0),
                    0,
                    1,
                    List.of(20),
                    1,
                    2,
                    20,
                    1,
                    3,
                    3,
                    1,
                    1);

    public static final Profile QUICK =
            new Profile(
                    List.of(new Cluster(100, 10), new Cluster(1_000, 10), new Cluster(10_000, 10)),
                    Map.of(
                            "nftables up to 1.35", 100,
                            "nftables 1.36", 1_000,
                            "iptables legacy", 10_000,
                            "iptables nft", 100,
                            "kube-proxy iptables nft", 100),
                    8,
                    3,
                    List.of(100, 1_000),
                    1,
                    10,
                    1_000,
                    3,
                    20,
                    20,
                    2,
                    3);

    public static final Profile FULL =
            new Profile(
                    List.of(
                            new Cluster(100, 10),
                            new Cluster(1_000, 10),
                            new Cluster(5_000, 10),
                            new Cluster(10_000, 10),
                            new Cluster(30_000, 10),
                            new Cluster(5_000, 50)),
                    Map.of(
                            "nftables up to 1.35", 1_000,
                            "nftables 1.36", 10_000,
                            "iptables legacy", 10_000,
                            "iptables nft", 1_000,
                            "kube-proxy nftables", 10_000,
                            "kube-proxy iptables legacy", 10_000,
                            "kube-proxy iptables nft", 1_000),
                    8,
                    3,
                    List.of(100, 1_000),
                    2,
                    30,
                    2_000,
                    4,
                    25,
                    120,
                    5,
                    3);

    private static final int MANY_EVENTS_AT = 10_000;
    private static final int SLOW_ROUNDS = 2;

    /** Returns this profile with only the clusters of these numbers of Services. */
    public Profile withServices(Set<Integer> services) {
        return new Profile(
                sizes.stream().filter(size -> services.contains(size.services())).toList(),
                limits,
                warmUps,
                rounds,
                loadBalancers,
                weighings,
                changes,
                connections,
                turns,
                events,
                manyEvents,
                proxyRounds,
                proxyChanges);
    }

    /** Returns the time for which the idle daemon is measured: a minute at the usual size. */
    public long idleMillis(Cluster cluster) {
        return cluster.services() == MANY_EVENTS_AT ? 60_000 : 5_000;
    }

    /** Returns the time between two changes by another process. */
    public long restMillis() {
        return rounds == 1 ? 1_500 : 11_000;
    }

    /** Returns the number of events at one a second. */
    public int events(Cluster cluster) {
        return cluster.services() == MANY_EVENTS_AT ? manyEvents : events;
    }

    /** Returns the number of starts of each real proxy. */
    public int proxyRounds(Cluster cluster) {
        boolean slow = cluster.services() >= MANY_EVENTS_AT;
        return slow ? Math.min(SLOW_ROUNDS, proxyRounds) : proxyRounds;
    }

    /**
     * Returns whether a contender is measured at this size. Limits assume ten endpoints a service.
     */
    public boolean covers(String contender, Cluster cluster) {
        long endpoints = (long) cluster.services() * cluster.endpoints();
        return endpoints <= 10L * limits.getOrDefault(contender, Integer.MAX_VALUE);
    }
}
