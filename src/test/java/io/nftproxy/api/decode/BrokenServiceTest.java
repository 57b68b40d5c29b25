package io.nftproxy.api.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Services with fields that the API server's validation rejects. */
class BrokenServiceTest {
    private static final String META = "'metadata':{'namespace':'ns','name':'web','uid':'u'}";
    private static final String HTTP = "{'name':'http','port':80}";

    /** With single quotes for double ones. */
    private static Reading<Service> read(String spec, String status) {
        String text = "{" + META + ",'spec':{" + spec + "},'status':{" + status + "}}";
        return Reading.ofService(text.replace('\'', '"'));
    }

    /** Adds a valid port before the ports of a row. */
    private static String withHttpPort(String spec) {
        return spec.contains("'ports'")
                ? spec.replace("HTTP", HTTP)
                : spec + ",'ports':[" + HTTP + "]";
    }

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
    void invalidFieldIsLeftOutAndTheRestIsRead(String name, String spec, String problem) {
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
    void portWithAnInvalidNodePortIsKept(String name, String nodePort, String problem) {
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
    void invalidServiceIsIgnored(String name, String spec, String problem) {
        Reading<Service> reading = read(spec, "");

        assertThat(reading.value()).isNull();
        assertThat(reading.problems().getFirst()).startsWith(problem);
    }

    @Test
    void vipWithoutValidSourceRangesIsLeftOut() {
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
    void numberOfProblemsOfAnObjectIsBounded() {
        String spec =
                "'clusterIP':'10.0.0.1','externalIPs':[" + "'x',".repeat(1000) + "'192.0.2.1']";

        Reading<Service> reading = read(spec, "");

        assertThat(reading.problems()).hasSizeLessThan(20);
        assertThat(Objects.requireNonNull(reading.value()).externalIps()).hasSize(1);
    }
}
