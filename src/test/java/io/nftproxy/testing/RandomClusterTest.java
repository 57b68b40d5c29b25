package io.nftproxy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.plan.ExistingSlots;
import io.nftproxy.core.plan.Frontend;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.plan.PodDetection;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.Route;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.core.plan.ServicePlanner;
import io.nftproxy.core.render.AppliedTable;
import io.nftproxy.core.render.RenderSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The features that random clusters must have, so that tests with them cover all of these. */
class RandomClusterTest {
    private static final int SEEDS = 100;
    private static final List<IpFamily> FAMILIES = List.of(IpFamily.IPV4, IpFamily.IPV6);
    private static final NodeSettings POLICY =
            new NodeSettings(
                    "here",
                    FAMILIES,
                    null,
                    new PodDetection.ClusterCidr(List.of(Cidr.of("10.244.0.0/16"))),
                    true,
                    List.of(),
                    Scheduler.RANDOM);

    @Test
    void everySetIsUsedInBothFamilies() {
        Map<String, Integer> most = new TreeMap<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            ClusterState cluster = cluster(seed);
            AppliedTable table = new AppliedTable(new RenderSettings(FAMILIES, 0x4000, false));
            table.accept(
                    table.change(POLICY.plan(cluster.node(), List.of(), cluster), plans(cluster)));
            table.elementCounts().forEach((set, count) -> most.merge(set, count, Math::max));
        }
        Set<String> empty =
                most.entrySet().stream()
                        .filter(entry -> entry.getValue() == 0)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(empty).isEmpty();
    }

    @Test
    void everyRouteIsTakenInBothFamiliesWithAndWithoutAffinityByEveryScheduler() {
        Set<String> seen = new TreeSet<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            for (ServicePlan plan : plans(cluster(seed))) {
                for (PortPlan port : plan.ports()) {
                    for (Frontend frontend : port.frontends()) {
                        String taken = frontend.route() + " " + port.family();
                        seen.add(taken + (port.hasAffinity() ? " sticky" : ""));
                        if (Math.max(port.cluster().size(), port.local().size()) > 1) {
                            seen.add(frontend.route() + " " + port.scheduler());
                            seen.add(port.family() + " " + port.scheduler());
                        }
                    }
                }
            }
        }
        for (IpFamily family : FAMILIES) {
            for (Route route : Route.values()) {
                assertThat(seen).contains(route + " " + family);
                if (route.usesClusterPool() || route.usesLocalPool()) {
                    assertThat(seen).contains(route + " " + family + " sticky");
                    for (Scheduler scheduler : Scheduler.values()) {
                        assertThat(seen)
                                .contains(route + " " + scheduler, family + " " + scheduler);
                    }
                }
            }
        }
    }

    @Test
    void everyKindOfEndpointOccurs() {
        Set<String> seen = new TreeSet<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            RandomCluster.Objects objects = new RandomCluster(seed).next();
            objects.slices()
                    .values()
                    .forEach(slice -> slice.endpoints().forEach(e -> add(e, seen)));
        }
        assertThat(seen)
                .contains(
                        "ready",
                        "serving terminating",
                        "terminating",
                        "neither",
                        "zone hint",
                        "node hint",
                        "no hint",
                        "no node",
                        "here",
                        "there");
    }

    private static void add(SliceEndpoint endpoint, Set<String> seen) {
        seen.add(
                endpoint.ready()
                        ? "ready"
                        : endpoint.servesWhileTerminating()
                                ? "serving terminating"
                                : endpoint.terminating() ? "terminating" : "neither");
        seen.add(
                !endpoint.zoneHints().isEmpty()
                        ? "zone hint"
                        : !endpoint.nodeHints().isEmpty() ? "node hint" : "no hint");
        seen.add(endpoint.nodeName() == null ? "no node" : endpoint.nodeName());
    }

    @Test
    void timeoutsDecreaseAndIncrease() {
        Set<String> seen = new TreeSet<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            RandomCluster clusters = new RandomCluster(seed);
            RandomCluster.Objects first = clusters.next();
            RandomCluster.Objects second = clusters.next();
            for (Service before : first.services().values()) {
                Service after = second.services().get(before.name());
                if (after != null) {
                    seen.add(
                            change(
                                    before.affinityTimeoutSeconds(),
                                    after.affinityTimeoutSeconds()));
                }
            }
        }
        assertThat(seen).contains("shorter", "longer", "gone", "new");
    }

    private static String change(int before, int after) {
        if (before == 0 || after == 0) {
            return before == after ? "none" : before == 0 ? "new" : "gone";
        }
        return after < before ? "shorter" : after > before ? "longer" : "same";
    }

    private static ClusterState cluster(long seed) {
        ClusterState cluster = new ClusterState();
        cluster.apply(
                ClusterEvents.between(
                        RandomCluster.Objects.none(), new RandomCluster(seed).next()));
        return cluster;
    }

    private static List<ServicePlan> plans(ClusterState cluster) {
        ServicePlanner planner =
                new ServicePlanner(cluster, POLICY.localNode(cluster.node()), ExistingSlots.NONE);
        return cluster.serviceNames().stream().map(name -> planner.plan(name, null)).toList();
    }
}
