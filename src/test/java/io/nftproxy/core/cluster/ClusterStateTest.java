package io.nftproxy.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.FrontendKey.AddressKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.TrafficPolicy;
import io.nftproxy.testing.ClusterEvents;
import io.nftproxy.testing.RandomCluster;
import io.nftproxy.testing.RandomCluster.Objects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterStateTest {
    private static final FrontendKey VIP =
            new AddressKey(IpAddress.of("192.0.2.1"), Protocol.TCP, 80);

    private final ClusterState cluster = new ClusterState();
    private Objects now = Objects.none();

    @Test
    void theOlderServiceOwnsASharedAddress() {
        change(Map.of("young", 20L, "old", 10L));
        assertThat(cluster.ownerOf(IpFamily.IPV4, VIP)).isEqualTo(name("old"));
        assertThat(cluster.lostBy(service("young", 20))).isEqualTo(Map.of(VIP, name("old")));
        assertThat(cluster.lostBy(service("old", 10))).isEmpty();
    }

    @Test
    void atEqualAgeTheFirstNameWins() {
        change(Map.of("b", 10L, "a", 10L));
        assertThat(cluster.ownerOf(IpFamily.IPV4, VIP)).isEqualTo(name("a"));
    }

    @Test
    void theNextClaimantFollowsWhenTheOwnerIsDeleted() {
        change(Map.of("old", 10L, "young", 20L));
        ClusterChange change = change(Map.of("young", 20L));
        assertThat(change.services()).contains(name("old"), name("young"));
        assertThat(cluster.ownerOf(IpFamily.IPV4, VIP)).isEqualTo(name("young"));
    }

    @Test
    void anOlderServiceThatComesLaterWins() {
        change(Map.of("young", 20L));
        ClusterChange change = change(Map.of("young", 20L, "old", 10L));
        assertThat(change.services()).contains(name("old"), name("young"));
        assertThat(cluster.ownerOf(IpFamily.IPV4, VIP)).isEqualTo(name("old"));
    }

    @Test
    void externalIpsCanBeIgnored() {
        ClusterState without = new ClusterState(false);
        without.apply(
                ClusterEvents.between(
                        Objects.none(),
                        new Objects(Map.of(name("one"), service("one", 10)), Map.of())));
        assertThat(without.ownerOf(IpFamily.IPV4, VIP)).isNull();
        assertThat(without.service(name("one"))).isNotNull();
    }

    @Test
    void eventsThatLeadBackToTheSameStateChangeNothing() {
        change(Map.of("one", 10L));
        Objects same = now;
        assertThat(cluster.apply(ClusterEvents.between(Objects.none(), same)))
                .isEqualTo(new ClusterChange(Set.of(), false, false));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theOrderOfEventsDoesNotMatter(long seed) {
        Random random = new Random(seed);
        RandomCluster clusters = new RandomCluster(seed);
        Objects first = clusters.next();
        Objects second = clusters.next();
        ClusterState direct = new ClusterState();
        direct.apply(ClusterEvents.between(Objects.none(), second));
        ClusterState detour = new ClusterState();
        ClusterEvents.batches(Objects.none(), first, random, 5).forEach(detour::apply);
        ClusterEvents.batches(first, second, random, 7).forEach(detour::apply);

        assertThat(detour.serviceNames())
                .containsExactlyInAnyOrderElementsOf(direct.serviceNames());
        for (ObjectName name : direct.serviceNames()) {
            Service service = java.util.Objects.requireNonNull(direct.service(name));
            assertThat(detour.service(name)).isEqualTo(service);
            assertThat(detour.slicesOf(name)).isEqualTo(direct.slicesOf(name));
            assertThat(detour.lostBy(service)).isEqualTo(direct.lostBy(service));
        }
    }

    private ClusterChange change(Map<String, Long> ages) {
        Map<ObjectName, Service> services = new LinkedHashMap<>();
        ages.forEach((name, age) -> services.put(name(name), service(name, age)));
        Objects next = new Objects(services, Map.of());
        ClusterChange change = cluster.apply(ClusterEvents.between(now, next));
        now = next;
        return change;
    }

    private static ObjectName name(String name) {
        return new ObjectName("ns", name);
    }

    private static Service service(String name, long age) {
        return new Service(
                name(name),
                "",
                age,
                List.of(IpAddress.of("10.96.0." + (1 + name.length()))),
                List.of(IpAddress.of("192.0.2.1")),
                List.of(),
                List.of(),
                0,
                TrafficPolicy.CLUSTER,
                TrafficPolicy.CLUSTER,
                "",
                0,
                List.of(new ServicePort("", Protocol.TCP, 80, 0)));
    }
}
