package io.nftproxy.bench.measure;

import io.nftproxy.bench.lab.Cluster;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much is measured.
 *
 * @param sizes clusters, from small to large
 * @param limits the largest number of services that a contender is measured at: beyond, one round
 *     takes minutes, and its growth says the rest. A contender not named has none
 * @param warmUps rounds whose numbers are thrown away
 * @param rounds of programming everything; the contenders take turns
 * @param loadBalancers how many load balancers have allow lists
 * @param weighings of kernel memory, for each contender and size
 * @param changes of one kind, for each contender and size
 * @param connections opened in each turn on the data path
 * @param turns on the data path; the contenders take turns
 * @param events sent at one a second; at a hundred a second ten times as many
 * @param manyEvents the same at 10,000 services, where a percentile is worth the time
 * @param proxyRounds starts of each real proxy; two at most where they take minutes
 * @param proxyChanges of one kind, for each real proxy and round
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
    /** That everything can be measured: its numbers mean nothing. */
    public static final Profile SMOKE =
            new Profile(
                    List.of(new Cluster(20, 10)),
                    // One stand-in is enough.
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
                    5);

    private static final int MANY_EVENTS_AT = 10_000;
    private static final int SLOW_ROUNDS = 2;

    /** Returns the same with the clusters of so many Services only. */
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

    /** How long the daemon is watched doing nothing: the usual size is worth a minute. */
    public long idleMillis(Cluster cluster) {
        return cluster.services() == MANY_EVENTS_AT ? 60_000 : 5_000;
    }

    /** How long to wait between two changes of another process. */
    public long restMillis() {
        return rounds == 1 ? 1_500 : 11_000;
    }

    /** How many events are sent at one a second. */
    public int events(Cluster cluster) {
        return cluster.services() == MANY_EVENTS_AT ? manyEvents : events;
    }

    /** How often each real proxy is started. */
    public int proxyRounds(Cluster cluster) {
        boolean slow = cluster.services() >= MANY_EVENTS_AT;
        return slow ? Math.min(SLOW_ROUNDS, proxyRounds) : proxyRounds;
    }

    /** Whether a contender is measured at this size; a limit is for ten endpoints a service. */
    public boolean covers(String contender, Cluster cluster) {
        long endpoints = (long) cluster.services() * cluster.endpoints();
        return endpoints <= 10L * limits.getOrDefault(contender, Integer.MAX_VALUE);
    }
}
