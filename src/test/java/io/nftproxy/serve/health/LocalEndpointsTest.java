package io.nftproxy.serve.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.decode.YamlObjects;
import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.plan.PodDetection;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.testing.Commits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoints that the health check port of a Service counts. */
class LocalEndpointsTest {
    private static final ObjectName WEB = new ObjectName("default", "web");
    private static final String SERVICE =
            """
            kind: Service
            metadata: {namespace: default, name: web}
            spec:
              type: LoadBalancer
              clusterIP: "10.96.0.10"
              clusterIPs: ["10.96.0.10", "fd00:96::a"]
              ipFamilies: [IPv4, IPv6]
              externalTrafficPolicy: Local
              healthCheckNodePort: 31000
              ports:
              - {name: http, protocol: TCP, port: 80}
              - {name: dns, protocol: UDP, port: 53}
            """;

    private final ClusterState cluster = new ClusterState();
    private Map<ObjectName, ServiceHealth> checks = Map.of();
    private final HealthCheckPorts counter =
            new HealthCheckPorts(
                    "here",
                    (services, _) -> checks = services,
                    new NodeSettings(
                            "here",
                            List.of(IpFamily.IPV4, IpFamily.IPV6),
                            null,
                            new PodDetection.NodeCidr(),
                            false,
                            List.of(),
                            Scheduler.RANDOM),
                    List::of);

    private void apply(String yaml) {
        List<ServicePlan> plans =
                cluster.apply(YamlObjects.delta(yaml)).services().stream()
                        .map(ServicePlan::absent)
                        .toList();
        counter.onCommitted(Commits.of(cluster, plans));
    }

    private void apply(String name, String family, String ports, String endpoints) {
        apply(
                """
                kind: EndpointSlice
                metadata: {namespace: default, name: %s, labels: {kubernetes.io/service-name: web}}
                addressType: %s
                ports: [%s]
                endpoints: [%s]
                """
                        .formatted(name, family, ports, endpoints));
    }

    private int counted(IpFamily family) {
        return checks.get(WEB).localEndpoints().get(family);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    one of two ports          | {name: http, port: 8080}                                                    | 1
                    both ports                | {name: http, port: 8080}, {name: dns, protocol: UDP, port: 53}              | 1
                    one port under two numbers| {name: http, port: 8080}, {name: http, port: 8081}                          | 1
                    no ports                  |                                                                             | 0
                    only another name         | {name: https, port: 8443}                                                   | 0
                    only another protocol     | {name: http, protocol: UDP, port: 8080}                                     | 0
                    a name without a number   | {name: http}                                                                | 0
                    """)
    void countsEndpointsThatServeAPortOfTheService(String name, String ports, int expected) {
        apply(SERVICE);
        apply(
                "web-1",
                "IPv4",
                ports == null ? "" : ports,
                "{addresses: [10.244.0.7], nodeName: here}");

        assertThat(counted(IpFamily.IPV4)).isEqualTo(expected);
        assertThat(counted(IpFamily.IPV6)).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ready               | nodeName: here                                                                  | 1
                    elsewhere           | nodeName: there                                                                 | 0
                    node is unknown     | zone: a                                                                         | 0
                    not ready           | nodeName: here, conditions: {ready: false}                                      | 0
                    serves, terminating | nodeName: here, conditions: {ready: false, serving: true, terminating: true}    | 0
                    """)
    void countsReadyEndpointsOfThisNode(String name, String facts, int expected) {
        apply(SERVICE);
        apply(
                "web-1",
                "IPv4",
                "{name: http, port: 8080}",
                "{addresses: [10.244.0.7], " + facts + "}");

        assertThat(counted(IpFamily.IPV4)).isEqualTo(expected);
    }

    @Test
    void countsAnAddressOnce() {
        String here = "{addresses: [10.244.0.7], nodeName: here}";
        apply(SERVICE);
        apply("web-1", "IPv4", "{name: http, port: 8080}", here);
        apply("web-2", "IPv4", "{name: dns, protocol: UDP, port: 53}", here);
        apply("web-3", "IPv4", "", "{addresses: [10.244.0.8], nodeName: here}");
        apply(
                "web-4",
                "IPv6",
                "{name: http, port: 8080}",
                "{addresses: ['fd00::7'], nodeName: here}");

        assertThat(counted(IpFamily.IPV4)).isEqualTo(1);
        assertThat(counted(IpFamily.IPV6)).isEqualTo(1);
    }

    @Test
    void countsAPodThatReusesAnAddress() {
        apply(SERVICE);
        apply(
                "web-1",
                "IPv4",
                "{name: http, port: 8080}",
                "{addresses: [10.244.0.7], nodeName: here, conditions: {ready: false, terminating:"
                        + " true}}");
        apply(
                "web-2",
                "IPv4",
                "{name: http, port: 8080}",
                "{addresses: [10.244.0.7], nodeName: here}");

        assertThat(counted(IpFamily.IPV4)).isEqualTo(1);
    }

    @Test
    void followsARolloutThatRenamesThePort() {
        apply(SERVICE);
        apply(
                "web-1",
                "IPv4",
                "{name: http, port: 8080}",
                "{addresses: [10.244.0.7], nodeName: here}");
        apply(SERVICE.replace("name: http", "name: web"));
        assertThat(counted(IpFamily.IPV4)).as("the slices still have the old name").isZero();

        apply(
                "web-1",
                "IPv4",
                "{name: web, port: 8080}",
                "{addresses: [10.244.0.7], nodeName: here}");
        assertThat(counted(IpFamily.IPV4)).isEqualTo(1);
    }

    @Test
    void serviceUnderTheClusterPolicyHasNoHealthCheck() {
        apply(SERVICE);
        apply(SERVICE.replace("Local", "Cluster"));

        assertThat(checks).isEmpty();
    }
}
