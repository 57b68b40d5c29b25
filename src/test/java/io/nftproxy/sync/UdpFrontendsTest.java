package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.FrontendKey.AddressKey;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SlicePort;
import io.nftproxy.core.model.TrafficPolicy;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.testing.Commits;
import io.nftproxy.testing.PlannedCluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpFrontendsTest {
    private static final ServicePort DNS = new ServicePort("dns", Protocol.UDP, 53, 30053);
    private static final ServicePort DNS_TCP = new ServicePort("dns-tcp", Protocol.TCP, 53, 30053);
    private static final ServicePort METRICS = new ServicePort("metrics", Protocol.TCP, 9153, 0);

    private static final SlicePort DNS_TARGET = new SlicePort("dns", Protocol.UDP, 53);

    private final PlannedCluster cluster = new PlannedCluster();
    private final UdpFrontends frontends = new UdpFrontends();

    @Test
    void hasEveryAddressOfAUdpPort() {
        cluster.service("dns", "10.96.0.10", "1.2.3.4", DNS, DNS_TCP, METRICS);
        cluster.slice("dns", DNS_TARGET, "10.0.0.1 ready");

        assertThat(look())
                .isEqualTo(
                        Map.of(
                                address("10.96.0.10"), endpoints("10.0.0.1"),
                                address("1.2.3.4"), endpoints("10.0.0.1"),
                                nodePort(IpFamily.IPV4), endpoints("10.0.0.1")));
    }

    @Test
    void frontendsFoundInTheKernelHaveNoEndpoints() {
        cluster.service("dns", "10.96.0.10", "", new ServicePort("dns", Protocol.UDP, 53, 0));
        cluster.slice("dns", DNS_TARGET, "10.0.0.1 ready");
        FrontendKey gone = new AddressKey(IpAddress.of("10.96.0.99"), Protocol.UDP, 53);
        FrontendKey there = new AddressKey(IpAddress.of("10.96.0.10"), Protocol.UDP, 53);
        Commit first =
                new Commit(
                        cluster.state(),
                        CommitReport.NOTHING,
                        cluster.all(),
                        Map.of(IpFamily.IPV4, Set.of(gone, there)),
                        List.of(),
                        false);

        assertThat(frontends.serving(first))
                .isEqualTo(
                        Map.of(
                                address("10.96.0.10"), endpoints("10.0.0.1"),
                                address("10.96.0.99"), Set.of()));
        assertThat(lookAtAll())
                .as("it is looked for once")
                .doesNotContainKey(address("10.96.0.99"));
    }

    @Test
    void includesServingEndpoints() {
        cluster.service("dns", "10.96.0.10", "", TrafficPolicy.LOCAL, 0, DNS);
        cluster.slice(
                "dns",
                DNS_TARGET,
                "10.0.0.1 ready",
                "10.0.0.2 serving terminating",
                "10.0.0.3 terminating",
                "10.0.0.4");

        assertThat(look().get(address("10.96.0.10"))).isEqualTo(endpoints("10.0.0.1", "10.0.0.2"));
    }

    @Test
    void servicesWithoutEndpointsAreReported() {
        cluster.service("dns", "10.96.0.10", "", DNS);

        assertThat(look())
                .isEqualTo(
                        Map.of(address("10.96.0.10"), Set.of(), nodePort(IpFamily.IPV4), Set.of()));
    }

    @Test
    void ignoresOtherProtocols() {
        cluster.service("dns", "10.96.0.10", "", DNS);
        cluster.service("web", "10.96.0.11", "", METRICS);
        look();
        cluster.slice("web", new SlicePort("metrics", Protocol.TCP, 9153), "10.0.0.1 ready");

        assertThat(look()).isEmpty();
    }

    @Test
    void deletedServiceLeavesItsFrontendsWithoutEndpoints() {
        cluster.service("dns", "10.96.0.10", "1.2.3.4", DNS);
        cluster.slice("dns", DNS_TARGET, "10.0.0.1 ready");
        look();
        cluster.remove("dns");

        assertThat(look())
                .isEqualTo(
                        Map.of(
                                address("10.96.0.10"), Set.of(),
                                address("1.2.3.4"), Set.of(),
                                nodePort(IpFamily.IPV4), Set.of()));
        assertThat(look()).as("once").isEmpty();
    }

    @Test
    void deletedPortLeavesItsFrontendsWithoutEndpoints() {
        cluster.service("dns", "10.96.0.10", "", DNS, METRICS);
        look();
        cluster.service("dns", "10.96.0.10", "", METRICS);

        assertThat(look())
                .containsOnly(
                        Map.entry(address("10.96.0.10"), Set.of()),
                        Map.entry(nodePort(IpFamily.IPV4), Set.of()));
    }

    @Test
    void fullSyncFindsDeletedServices() {
        cluster.service("dns", "10.96.0.10", "", DNS);
        cluster.service("old", "10.96.0.11", "", new ServicePort("", Protocol.UDP, 53, 0));
        look();
        cluster.remove("old");

        assertThat(lookAtAll())
                .containsEntry(address("10.96.0.11"), Set.of())
                .containsKeys(address("10.96.0.10"));
        assertThat(lookAtAll()).doesNotContainKey(address("10.96.0.11"));
    }

    @ParameterizedTest(name = "heir first: {0}")
    @ValueSource(booleans = {false, true})
    void addressThatMovedHasTheEndpointsOfItsNewService(boolean heirFirst) {
        ServicePort dns = new ServicePort("dns", Protocol.UDP, 53, 0);
        cluster.service("a", "10.96.0.10", "1.2.3.4", dns);
        cluster.service("b", "10.96.0.11", "1.2.3.4", dns);
        cluster.slice("a", DNS_TARGET, "10.0.0.1 ready");
        cluster.slice("b", DNS_TARGET, "10.0.0.2 ready");
        assertThat(look()).containsEntry(address("1.2.3.4"), endpoints("10.0.0.1"));

        cluster.remove("a");
        List<ServicePlan> plans = cluster.changes();
        assertThat(
                        frontends.serving(
                                Commits.of(cluster.state(), heirFirst ? plans.reversed() : plans)))
                .isEqualTo(
                        Map.of(
                                address("10.96.0.10"), Set.of(),
                                address("1.2.3.4"), endpoints("10.0.0.2"),
                                address("10.96.0.11"), endpoints("10.0.0.2")));
    }

    @Test
    void nodePortHasAFrontendForEachFamily() {
        cluster.service("dns", "10.96.0.10 fd00:96::a", "", DNS);
        cluster.slice("dns", DNS_TARGET, "10.0.0.1 ready");
        cluster.slice("dns", DNS_TARGET, "fd00::1 ready");

        assertThat(look())
                .containsEntry(nodePort(IpFamily.IPV4), endpoints("10.0.0.1"))
                .containsEntry(nodePort(IpFamily.IPV6), endpoints("fd00::1"));

        cluster.service("dns", "10.96.0.10", "", DNS);
        look();
        cluster.slice("dns", DNS_TARGET, "10.0.0.2 ready");
        assertThat(look()).doesNotContainKey(nodePort(IpFamily.IPV6));
    }

    private Map<FamilyFrontend, Set<Endpoint>> look() {
        return new HashMap<>(frontends.serving(Commits.of(cluster.state(), cluster.changes())));
    }

    private Map<FamilyFrontend, Set<Endpoint>> lookAtAll() {
        return new HashMap<>(frontends.serving(Commits.of(cluster.state(), cluster.all())));
    }

    private static FamilyFrontend address(String address) {
        FrontendKey key = new AddressKey(IpAddress.of(address), Protocol.UDP, 53);
        return new FamilyFrontend(IpAddress.of(address).family(), key);
    }

    private static FamilyFrontend nodePort(IpFamily family) {
        return new FamilyFrontend(family, new NodePortKey(Protocol.UDP, 30053));
    }

    private static Set<Endpoint> endpoints(String... addresses) {
        return Set.copyOf(
                List.of(addresses).stream()
                        .map(address -> new Endpoint(IpAddress.of(address), 53))
                        .toList());
    }
}
