package io.nftproxy.api.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.TrafficPolicy;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceReaderTest {
    private static final String META = "'metadata':{'namespace':'ns','name':'web','uid':'u'}";

    /** With single quotes for double ones. */
    private static Reading<Service> read(String spec, String status) {
        String text = "{" + META + ",'spec':{" + spec + "},'status':{" + status + "}}";
        return Reading.ofService(text.replace('\'', '"'));
    }

    private static Service readWell(String spec, String status) {
        Reading<Service> reading = read(spec, status);
        assertThat(reading.problems()).isEmpty();
        return Objects.requireNonNull(reading.value());
    }

    @Test
    void completeService() {
        String json =
                """
                {"kind":"Service","apiVersion":"v1",
                 "metadata":{"name":"web","namespace":"ns","uid":"u-1",
                   "creationTimestamp":"1970-01-02T00:00:00Z",
                   "managedFields":[{"fieldsV1":{"f:spec":{"k:{\\"port\\":80}":{}}}}]},
                 "spec":{"type":"LoadBalancer","clusterIP":"10.0.0.1",
                   "clusterIPs":["10.0.0.1","fd00::1"],"ipFamilies":["IPv4","IPv6"],
                   "externalIPs":["192.0.2.1","192.0.2.1"],
                   "loadBalancerSourceRanges":[" 198.51.100.7/24 ","2001:db8::/32"],
                   "sessionAffinity":"ClientIP",
                   "sessionAffinityConfig":{"clientIP":{"timeoutSeconds":60}},
                   "internalTrafficPolicy":"Local","externalTrafficPolicy":"Local",
                   "healthCheckNodePort":32000,
                   "ports":[{"name":"dns","protocol":"UDP","port":53,"nodePort":30053,
                             "targetPort":"dns"},
                            {"name":"dns","protocol":"TCP","port":53,"nodePort":30053}]},
                 "status":{"loadBalancer":{"ingress":[
                   {"ip":"203.0.113.1"},{"ip":"203.0.113.2","ipMode":"VIP"},
                   {"ipMode":"Proxy","ip":"203.0.113.3"},{"hostname":"lb.example"}]}}}
                """;

        Reading<Service> reading = Reading.ofService(json);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.value())
                .isEqualTo(
                        new Service(
                                new ObjectName("ns", "web"),
                                "u-1",
                                86_400,
                                List.of(IpAddress.of("10.0.0.1"), IpAddress.of("fd00::1")),
                                List.of(IpAddress.of("192.0.2.1")),
                                List.of(IpAddress.of("203.0.113.1"), IpAddress.of("203.0.113.2")),
                                List.of(Cidr.of("198.51.100.0/24"), Cidr.of("2001:db8::/32")),
                                60,
                                TrafficPolicy.LOCAL,
                                TrafficPolicy.LOCAL,
                                "",
                                32_000,
                                List.of(
                                        new ServicePort("dns", Protocol.UDP, 53, 30_053),
                                        new ServicePort("dns", Protocol.TCP, 53, 30_053))));
    }

    @Test
    void defaultsOfAMinimalService() {
        Service service = readWell("'clusterIP':'10.0.0.1','ports':[{'port':80}]", "");

        assertThat(service)
                .isEqualTo(
                        new Service(
                                new ObjectName("ns", "web"),
                                "u",
                                0,
                                List.of(IpAddress.of("10.0.0.1")),
                                List.of(),
                                List.of(),
                                List.of(),
                                0,
                                TrafficPolicy.CLUSTER,
                                TrafficPolicy.CLUSTER,
                                "",
                                0,
                                List.of(new ServicePort("", Protocol.TCP, 80, 0))));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    headless                     | 'clusterIP':'None'
                    not yet given a ClusterIP    | 'clusterIP':''
                    without spec                 | 'type':'ClusterIP'
                    ExternalName                 | 'type':'ExternalName','clusterIP':'10.0.0.1'
                    headless with a broken port  | 'clusterIP':'None','ports':[{'port':0}]
                    """)
    void serviceWithoutAClusterIpIsIgnoredWithoutAProblem(String name, String spec) {
        Reading<Service> reading = read(spec, "");

        assertThat(reading.value()).isNull();
        assertThat(reading.problems()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "service.kubernetes.io/service-proxy-name, '', false",
        "service.kubernetes.io/service-proxy-name, other, false",
        "service.kubernetes.io/service-proxy-name, kube-proxy, false",
        "service.kubernetes.io/headless, '', true",
        "service.kubernetes.io/headless, true, true",
    })
    void servicesWithTheProxyNameLabelAreIgnored(String label, String value, boolean isOurs) {
        String json =
                "{'spec':{'clusterIP':'10.0.0.1'},'metadata':{'namespace':'ns','name':'web',"
                        + "'labels':{'%s':'%s'}}}".formatted(label, value);

        assertThat(Reading.ofService(json.replace('\'', '"')).value() != null).isEqualTo(isOurs);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    no families: just clusterIP | 'clusterIP':'10.0.0.1','clusterIPs':['10.0.0.1','fd00::1'] | [10.0.0.1]
                    second family first         | 'clusterIP':'fd00::1','clusterIPs':['fd00::1','10.0.0.1'],'ipFamilies':['IPv6','IPv4'] | [fd00::1, 10.0.0.1]
                    only one family is allowed  | 'clusterIP':'10.0.0.1','clusterIPs':['10.0.0.1','fd00::1'],'ipFamilies':['IPv4'] | [10.0.0.1]
                    families, but no clusterIPs | 'clusterIP':'10.0.0.1','ipFamilies':['IPv4'] | [10.0.0.1]
                    leading zeros are decimal   | 'clusterIP':'010.000.000.001' | [10.0.0.1]
                    two of one family           | 'clusterIP':'10.0.0.1','clusterIPs':['10.0.0.1','10.0.0.2'],'ipFamilies':['IPv4','IPv4'] | [10.0.0.1]
                    """)
    void clusterIps(String name, String spec, String expected) {
        assertThat(readWell(spec, "").clusterIps()).hasToString(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    Local on NodePort             | 'type':'NodePort'                                  | LOCAL
                    Local on LoadBalancer         | 'type':'LoadBalancer'                              | LOCAL
                    Local on ClusterIP            | 'type':'ClusterIP'                                 | CLUSTER
                    Local on ClusterIP, reachable | 'type':'ClusterIP','externalIPs':['192.0.2.1']     | LOCAL
                    """)
    void externalTrafficPolicyNeedsAnExternalAddress(
            String name, String spec, TrafficPolicy expected) {
        Service service =
                readWell("'clusterIP':'10.0.0.1','externalTrafficPolicy':'Local'," + spec, "");

        assertThat(service.externalTrafficPolicy()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    LoadBalancer, Local   | 'type':'LoadBalancer','externalTrafficPolicy':'Local'   | 32000
                    LoadBalancer, Cluster | 'type':'LoadBalancer','externalTrafficPolicy':'Cluster' | 0
                    NodePort, Local       | 'type':'NodePort','externalTrafficPolicy':'Local'       | 0
                    """)
    void healthCheckNodePortNeedsALoadBalancerWithPolicyLocal(
            String name, String spec, int expected) {
        Service service =
                readWell("'clusterIP':'10.0.0.1','healthCheckNodePort':32000," + spec, "");

        assertThat(service.healthCheckNodePort()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    no timeout given | 'sessionAffinity':'ClientIP'                                                               | 10800
                    null             | 'sessionAffinity':'ClientIP','sessionAffinityConfig':{'clientIP':{'timeoutSeconds':null}} | 10800
                    no affinity      | 'sessionAffinity':'None','sessionAffinityConfig':{'clientIP':{'timeoutSeconds':5}}        | 0
                    one day          | 'sessionAffinityConfig':{'clientIP':{'timeoutSeconds':86400}},'sessionAffinity':'ClientIP' | 86400
                    """)
    void affinityTimeout(String name, String spec, int expectedSeconds) {
        assertThat(readWell("'clusterIP':'10.0.0.1'," + spec, "").affinityTimeoutSeconds())
                .isEqualTo(expectedSeconds);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    '10.0.0.0/8'               | 192.0.2.1 2001:db8::1
                    '10.0.0.0/8','bad'         | 192.0.2.1
                    'bad','2001:db8:9::/48'    | 2001:db8::1
                    '::ffff:10.0.0.0/104','x'  | 192.0.2.1
                    'bad'                      | -
                    '10.0.0.0/8','bad','::/0'  | 192.0.2.1 2001:db8::1
                    """)
    void invalidRangeDoesNotOpenAFamilyToAllSources(String ranges, String vips) {
        Service service =
                Objects.requireNonNull(
                        read(
                                        "'type':'LoadBalancer','clusterIP':'10.0.0.1',"
                                                + "'loadBalancerSourceRanges':["
                                                + ranges
                                                + "]",
                                        "'loadBalancer':{'ingress':"
                                                + "[{'ip':'192.0.2.1'},{'ip':'2001:db8::1'}]}")
                                .value());

        assertThat(service.loadBalancerIps().stream().map(Object::toString).toList())
                .isEqualTo(vips.equals("-") ? List.of() : List.of(vips.split(" ")));
    }
}
