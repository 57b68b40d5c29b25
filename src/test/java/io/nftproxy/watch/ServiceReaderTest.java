package io.nftproxy.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.model.Cidr;
import io.nftproxy.model.IpAddress;
import io.nftproxy.model.ObjectName;
import io.nftproxy.model.Protocol;
import io.nftproxy.model.Service;
import io.nftproxy.model.ServicePort;
import io.nftproxy.model.TrafficPolicy;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceReaderTest {
    private static final String META = "'metadata':{'namespace':'ns','name':'web','uid':'u'}";
    private static final String HTTP = "{'name':'http','port':80}";

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

    /** Puts the port that is to stay in front of a row's own ports. */
    private static String withHttpPort(String spec) {
        return spec.contains("'ports'")
                ? spec.replace("HTTP", HTTP)
                : spec + ",'ports':[" + HTTP + "]";
    }

    @Test
    void everyFieldOfACompleteService() {
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
                                32_000,
                                List.of(
                                        new ServicePort("dns", Protocol.UDP, 53, 30_053),
                                        new ServicePort("dns", Protocol.TCP, 53, 30_053))));
    }

    @Test
    void everyDefaultOfAMinimalService() {
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
    void isNotOursAndSilentlyLeftOut(String name, String spec) {
        Reading<Service> reading = read(spec, "");

        assertThat(reading.value()).isNull();
        assertThat(reading.problems()).isEmpty();
    }

    @ParameterizedTest(name = "label {0}")
    @CsvSource({
        "service.kubernetes.io/service-proxy-name",
        "service.kubernetes.io/headless",
    })
    void belongsToAnotherProxyWhateverTheLabelSays(String label) {
        String json =
                "{'spec':{'clusterIP':'10.0.0.1'},'metadata':{'namespace':'ns','name':'web',"
                        + "'labels':{'"
                        + label
                        + "':''}}}";

        assertThat(Reading.ofService(json.replace('\'', '"')).value()).isNull();
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
    void externalTrafficPolicyCountsOnlyWhenReachableFromOutside(
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
    void healthCheckNodePortNeedsALocalLoadBalancer(String name, String spec, int expected) {
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

    /** Each row: one thing is broken, the problem names it, and the rest is there. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    bad external IP      | 'externalIPs':['1.2.3','192.0.2.1']        | spec.externalIPs[0]: "1.2.3"
                    port 0               | 'ports':[HTTP,{'port':0}]  | spec.ports[1].port: "0"
                    port 70000           | 'ports':[HTTP,{'port':70000}] | spec.ports[1].port: "70000"
                    port out of int      | 'ports':[HTTP,{'port':99999999999999999999}] | spec.ports[1].port: "2147483647"
                    unknown protocol     | 'ports':[HTTP,{'port':81,'protocol':'ICMP'}] | spec.ports[1].protocol: "ICMP"
                    same name twice      | 'ports':[HTTP,{'name':'http','port':81}] | spec.ports[1].name: "http"
                    same port twice      | 'ports':[HTTP,{'name':'b','port':80}] | spec.ports[1].port: "80"
                    bad health port      | 'healthCheckNodePort':-1                   | spec.healthCheckNodePort: "-1"
                    affinity too long    | 'sessionAffinityConfig':{'clientIP':{'timeoutSeconds':86401}} | spec.sessionAffinityConfig.clientIP.timeoutSeconds: "86401"
                    bad second ClusterIP | 'clusterIPs':['10.0.0.1','fd00::x'],'ipFamilies':['IPv4','IPv6'] | spec.clusterIPs: "fd00::x"
                    one bad range        | 'loadBalancerSourceRanges':['10.0.0.0/33','192.0.2.0/24'] | spec.loadBalancerSourceRanges[0]: "10.0.0.0/33"
                    """)
    void whatIsBrokenCostsJustItself(String name, String spec, String problem) {
        Reading<Service> reading = read("'clusterIP':'10.0.0.1'," + withHttpPort(spec), "");

        Service service = Objects.requireNonNull(reading.value());
        assertThat(reading.problems()).singleElement().asString().startsWith(problem);
        assertThat(service.clusterIps()).containsExactly(IpAddress.of("10.0.0.1"));
        assertThat(service.ports()).containsExactly(new ServicePort("http", Protocol.TCP, 80, 0));
        assertThat(service.healthCheckNodePort()).isZero();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    out of range   | 'nodePort':70000 | spec.ports[0].nodePort: "70000"
                    negative       | 'nodePort':-5    | spec.ports[0].nodePort: "-5"
                    """)
    void aBadNodePortLeavesThePort(String name, String nodePort, String problem) {
        Reading<Service> reading =
                read("'clusterIP':'10.0.0.1','ports':[{'port':80," + nodePort + "}]", "");

        assertThat(reading.problems()).singleElement().asString().startsWith(problem);
        assertThat(Objects.requireNonNull(reading.value()).ports())
                .containsExactly(new ServicePort("", Protocol.TCP, 80, 0));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    no usable ClusterIP  | 'clusterIP':'1.2.3'                          | spec.clusterIPs: "1.2.3"
                    port is a text       | 'clusterIP':'10.0.0.1','ports':[{'port':'80'}] | spec.ports[0].port: "80"
                    port is a fraction   | 'clusterIP':'10.0.0.1','ports':[{'port':80.5}] | spec.ports[0].port: "80.5"
                    ports is an object   | 'clusterIP':'10.0.0.1','ports':{'port':80}   | spec.ports: ""
                    clusterIP is a number | 'clusterIP':10                              | spec.clusterIP: "10"
                    address is an object | 'clusterIP':'10.0.0.1','externalIPs':[{}]    | spec.externalIPs[0]: ""
                    """)
    void isLeftOutAsAWhole(String name, String spec, String problem) {
        Reading<Service> reading = read(spec, "");

        assertThat(reading.value()).isNull();
        assertThat(reading.problems().getFirst()).startsWith(problem);
    }

    @Test
    void aVipThatNobodyMayUseIsNotOpenedToAll() {
        Reading<Service> reading =
                read(
                        "'type':'LoadBalancer','clusterIP':'10.0.0.1',"
                                + "'loadBalancerSourceRanges':['everybody']",
                        "'loadBalancer':{'ingress':[{'ip':'203.0.113.1'}]}");

        Service service = Objects.requireNonNull(reading.value());
        assertThat(service.loadBalancerIps()).isEmpty();
        assertThat(reading.problems()).hasSize(2);
    }

    @ParameterizedTest(name = "name of {0} characters")
    @CsvSource({"253, true", "254, false", "0, false"})
    void nameLength(int length, boolean isUsable) {
        String json =
                "{'metadata':{'namespace':'ns','name':'"
                        + "n".repeat(length)
                        + "'},'spec':{'clusterIP':'10.0.0.1'}}";

        assertThat(Reading.ofService(json.replace('\'', '"')).value() != null).isEqualTo(isUsable);
    }

    @Test
    void problemsOfOneObjectAreBounded() {
        String spec =
                "'clusterIP':'10.0.0.1','externalIPs':[" + "'x',".repeat(1000) + "'192.0.2.1']";

        Reading<Service> reading = read(spec, "");

        assertThat(reading.problems()).hasSizeLessThan(20);
        assertThat(Objects.requireNonNull(reading.value()).externalIps()).hasSize(1);
    }
}
