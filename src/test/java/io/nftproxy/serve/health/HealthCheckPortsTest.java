package io.nftproxy.serve.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.decode.YamlObjects;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.plan.PodDetection;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.testing.Commits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The health check port of a Service, while the Service, its endpoints and the node change. */
class HealthCheckPortsTest {
    private static final ObjectName WEB = new ObjectName("default", "web");

    /** A call of the servers. */
    private record Update(Map<ObjectName, ServiceHealth> services, Set<IpAddress> addresses) {}

    private static Update update(int port, int endpoints, String... addresses) {
        ServiceHealth health = new ServiceHealth(port, Map.of(IpFamily.IPV4, endpoints));
        return new Update(Map.of(WEB, health), addresses(addresses));
    }

    private static Set<IpAddress> addresses(String... addresses) {
        return new TreeSet<>(Arrays.stream(addresses).map(IpAddress::of).toList());
    }

    private final ClusterState cluster = new ClusterState();
    private final List<Update> updates = new ArrayList<>();
    private Set<IpAddress> local = addresses("192.0.2.1", "198.51.100.1");
    private HealthCheckPorts ports = ports("192.0.2.0/24");

    private HealthCheckPorts ports(String... cidrs) {
        NodeSettings settings =
                new NodeSettings(
                        "here",
                        List.of(IpFamily.IPV4, IpFamily.IPV6),
                        null,
                        new PodDetection.NodeCidr(),
                        false,
                        Arrays.stream(cidrs).map(Cidr::of).toList(),
                        Scheduler.RANDOM);
        return new HealthCheckPorts(
                "here",
                (services, addresses) ->
                        updates.add(new Update(services, new TreeSet<>(addresses))),
                settings,
                () -> local);
    }

    private void apply(String yaml) {
        List<ServicePlan> changed =
                cluster.apply(YamlObjects.delta(yaml)).services().stream()
                        .map(ServicePlan::absent)
                        .toList();
        ports.onCommitted(Commits.of(cluster, changed));
    }

    private void service(int healthCheckNodePort) {
        apply(
                """
                kind: Service
                metadata: {namespace: default, name: web}
                spec:
                  type: LoadBalancer
                  clusterIP: 10.96.0.10
                  clusterIPs: [10.96.0.10]
                  ipFamilies: [IPv4]
                  externalTrafficPolicy: Local
                  healthCheckNodePort: %d
                  ports: [{name: http, protocol: TCP, port: 80}]
                """
                        .formatted(healthCheckNodePort));
    }

    private void endpointOn(String node) {
        apply(
                """
                kind: EndpointSlice
                metadata: {namespace: default, name: web-1, labels: {kubernetes.io/service-name: web}}
                addressType: IPv4
                ports: [{name: http, port: 8080}]
                endpoints: [{addresses: [10.244.0.7], nodeName: %s}]
                """
                        .formatted(node));
    }

    /** Two of the three addresses of this node do not accept nodePorts. */
    @Test
    void portOpensOnTheAddressesThatAcceptNodePorts() {
        service(31000);

        // nodePortAddresses has no IPv6 network, so all IPv6 addresses accept nodePorts.
        assertThat(updates).containsExactly(update(31000, 0, "192.0.2.1", "::"));
    }

    @Test
    void portOpensOnAllAddressesWithoutNetworks() {
        ports = ports();

        service(31000);

        assertThat(updates).containsExactly(update(31000, 0, "0.0.0.0", "::"));
    }

    @Test
    void answerFollowsTheEndpointsOfThisNode() {
        service(31000);
        updates.clear();

        endpointOn("here");
        endpointOn("there");

        assertThat(updates)
                .containsExactly(
                        update(31000, 1, "192.0.2.1", "::"), update(31000, 0, "192.0.2.1", "::"));
    }

    @Test
    void socketsFollowTheAddressesOfTheNode() {
        service(31000);
        updates.clear();

        local = addresses("192.0.2.1", "192.0.2.2");
        ports.onCommitted(Commits.of(cluster, List.of()));
        local = addresses("198.51.100.1");
        ports.onCommitted(Commits.of(cluster, List.of()));

        assertThat(updates)
                .containsExactly(
                        update(31000, 0, "192.0.2.1", "192.0.2.2", "::"), update(31000, 0, "::"));
    }

    @Test
    void emptyCommitChangesNoPort() {
        service(31000);
        updates.clear();

        ports.onCommitted(Commits.of(cluster, List.of(ServicePlan.absent(WEB))));
        ports.onCommitted(Commits.of(cluster, List.of()));

        assertThat(updates).isEmpty();
    }

    @Test
    void lastPortClosesWithItsService() {
        service(31000);
        updates.clear();

        service(0);

        assertThat(updates).containsExactly(new Update(Map.of(), Set.of()));
    }

    @Test
    void serviceWithoutAHealthCheckPortOpensNothing() {
        service(0);
        endpointOn("here");

        assertThat(updates).isEmpty();
    }
}
