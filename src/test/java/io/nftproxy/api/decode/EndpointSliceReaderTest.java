package io.nftproxy.api.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.model.SlicePort;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointSliceReaderTest {
    private static final String META =
            "'metadata':{'namespace':'ns','name':'web-1','labels':{'kubernetes.io/service-name':'web'}}";
    private static final String HTTP = "'ports':[{'name':'http','port':8080}]";

    /** With single quotes for double ones; metadata comes last, as it may. */
    private static Reading<EndpointSlice> read(String fields) {
        return Reading.ofSlice(("{" + fields + "," + META + "}").replace('\'', '"'));
    }

    private static EndpointSlice readWell(String fields) {
        Reading<EndpointSlice> reading = read(fields);
        assertThat(reading.problems()).isEmpty();
        return Objects.requireNonNull(reading.value());
    }

    private static SliceEndpoint readEndpoint(String fields) {
        String all = "'addressType':'IPv4','endpoints':[{'addresses':['10.1.0.1']," + fields + "}]";
        return readWell(all).endpoints().getFirst();
    }

    @Test
    void completeSlice() {
        String json =
                """
                {"kind":"EndpointSlice","apiVersion":"discovery.k8s.io/v1",
                 "metadata":{"name":"web-1","namespace":"ns",
                   "labels":{"kubernetes.io/service-name":"web"},
                   "annotations":{"other":"x",
                     "endpoints.kubernetes.io/last-change-trigger-time":"1970-01-01T00:00:01.5Z"}},
                 "addressType":"IPv6",
                 "endpoints":[
                   {"addresses":["fd00::1","fd00::2"],
                    "conditions":{"ready":false,"serving":true,"terminating":true},
                    "nodeName":"node-1","zone":"a","hostname":"x",
                    "targetRef":{"kind":"Pod","name":"p","uid":"u"},
                    "hints":{"forZones":[{"name":"a"},{"name":"b"}],"forNodes":[{"name":"n"}]}}],
                 "ports":[{"name":"","port":80,"appProtocol":"h2c"},
                          {"name":"dns","protocol":"UDP","port":53}]}
                """;

        Reading<EndpointSlice> reading = Reading.ofSlice(json);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.value())
                .isEqualTo(
                        new EndpointSlice(
                                new ObjectName("ns", "web-1"),
                                new ObjectName("ns", "web"),
                                IpFamily.IPV6,
                                List.of(
                                        new SlicePort("", Protocol.TCP, 80),
                                        new SlicePort("dns", Protocol.UDP, 53)),
                                List.of(
                                        new SliceEndpoint(
                                                IpAddress.of("fd00::1"),
                                                false,
                                                true,
                                                true,
                                                "node-1",
                                                "a",
                                                List.of("a", "b"),
                                                List.of("n"))),
                                1_500_000_000L));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    no conditions    | 'zone':'a'                                                      | true  | true  | false
                    null conditions  | 'conditions':null                                               | true  | true  | false
                    all null         | 'conditions':{'ready':null,'serving':null,'terminating':null}   | true  | true  | false
                    not ready        | 'conditions':{'ready':false}                                    | false | true  | false
                    not serving      | 'conditions':{'ready':false,'serving':false}                    | false | false | false
                    going away       | 'conditions':{'ready':false,'serving':true,'terminating':true}  | false | true  | true
                    """)
    void conditions(
            String name, String fields, boolean ready, boolean serving, boolean terminating) {
        SliceEndpoint endpoint = readEndpoint(fields);

        assertThat(endpoint.ready()).isEqualTo(ready);
        assertThat(endpoint.serving()).isEqualTo(serving);
        assertThat(endpoint.terminating()).isEqualTo(terminating);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    no hints    | 'hints':{}                             | []     | []
                    null hints  | 'hints':null                           | []     | []
                    two zones   | 'hints':{'forZones':[{'name':'a'},{'name':'b'}]} | [a, b] | []
                    a node      | 'hints':{'forNodes':[{'name':'n'}]}    | []     | [n]
                    empty zones | 'hints':{'forZones':[]}                | []     | []
                    """)
    void hints(String name, String fields, String zones, String nodes) {
        SliceEndpoint endpoint = readEndpoint(fields);

        assertThat(endpoint.zoneHints()).hasToString(zones);
        assertThat(endpoint.nodeHints()).hasToString(nodes);
    }

    @Test
    void hintsAreNotCarriedOverToTheNextEndpoint() {
        EndpointSlice slice =
                readWell(
                        "'addressType':'IPv4','endpoints':["
                                + "{'addresses':['10.1.0.1'],'nodeName':'n','hints':{'forZones':[{'name':'a'}]}},"
                                + "{'addresses':['10.1.0.2']}]");

        assertThat(slice.endpoints().get(1).zoneHints()).isEmpty();
        assertThat(slice.endpoints().get(1).nodeName()).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    no port number means all      | 'ports':[{'name':'all'}]
                    null port number as well      | 'ports':[{'name':'all','port':null}]
                    null for no ports             | 'ports':null
                    null for no endpoints         | 'endpoints':null
                    """)
    void absentPortsAndEndpointsAreNoProblem(String name, String fields) {
        EndpointSlice slice = readWell("'addressType':'IPv4'," + fields);

        assertThat(slice.ports()).isEmpty();
        assertThat(slice.endpoints()).isEmpty();
    }

    /** Each row has one invalid entry, which the problem names. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    address that is none | 'endpoints':[GOOD,{'addresses':['1.2.3']}]   | endpoints[1].addresses[0]: "1.2.3"
                    no address           | 'endpoints':[GOOD,{'addresses':[]}]          | endpoints[1].addresses[0]: ""
                    host name            | 'endpoints':[GOOD,{'addresses':['a.b']}]     | endpoints[1].addresses[0]: "a.b"
                    other family         | 'endpoints':[GOOD,{'addresses':['fd00::1']}] | endpoints: "fd00::1"
                    port 0               | 'ports':[HTTP,{'name':'b','port':0}]         | ports[1].port: "0"
                    port 70000           | 'ports':[HTTP,{'name':'b','port':70000}]     | ports[1].port: "70000"
                    unknown protocol     | 'ports':[HTTP,{'name':'b','port':1,'protocol':'X'}] | ports[1].protocol: "X"
                    port without name    | 'ports':[HTTP,{'port':81}]                   | ports[1].name: ""
                    """)
    void invalidEntryIsLeftOutAndTheRestIsRead(String name, String fields, String problem) {
        String good = "{'addresses':['10.1.0.1']}";
        String endpoints = fields.contains("endpoints") ? "" : "'endpoints':[" + good + "],";
        String ports = fields.contains("ports") ? "" : HTTP + ",";
        Reading<EndpointSlice> reading =
                read(
                        "'addressType':'IPv4',"
                                + endpoints
                                + ports
                                + fields.replace("GOOD", good)
                                        .replace("HTTP", "{'name':'http','port':8080}"));

        EndpointSlice slice = Objects.requireNonNull(reading.value());
        assertThat(reading.problems()).singleElement().asString().startsWith(problem);
        assertThat(slice.endpoints())
                .singleElement()
                .extracting(SliceEndpoint::address)
                .isEqualTo(IpAddress.of("10.1.0.1"));
        assertThat(slice.ports()).containsExactly(new SlicePort("http", Protocol.TCP, 8080));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    unknown address type | 'addressType':'IPX'                           | addressType: "IPX"
                    no address type      | 'ports':[]                                    | addressType: ""
                    ready is a text      | 'addressType':'IPv4','endpoints':[{'conditions':{'ready':'yes'}}] | endpoints[0].conditions.ready: "yes"
                    addresses is a text  | 'addressType':'IPv4','endpoints':[{'addresses':'10.1.0.1'}] | endpoints[0].addresses: "10.1.0.1"
                    endpoint is a number | 'addressType':'IPv4','endpoints':[5]          | endpoints[0]: "5"
                    """)
    void invalidSliceIsIgnored(String name, String fields, String problem) {
        Reading<EndpointSlice> reading = read(fields);

        assertThat(reading.value()).isNull();
        assertThat(reading.problems().getFirst()).startsWith(problem);
    }

    @Test
    void sliceWithoutServiceNameIsReported() {
        String json = "{'metadata':{'namespace':'ns','name':'x'},'addressType':'IPv4'}";
        Reading<EndpointSlice> reading = Reading.ofSlice(json.replace('\'', '"'));

        assertThat(reading.value()).isNull();
        assertThat(reading.problems()).singleElement().asString().startsWith("metadata.labels");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "service.kubernetes.io/headless, '', false",
        "service.kubernetes.io/headless, false, false",
        "service.kubernetes.io/service-proxy-name, '', true",
        "service.kubernetes.io/service-proxy-name, other, true",
    })
    void slicesWithTheHeadlessLabelAreIgnored(String label, String value, boolean counts) {
        String json =
                ("{'metadata':{'namespace':'ns','name':'x','labels':"
                                + "{'kubernetes.io/service-name':'w','%s':'%s'}},"
                                + "'addressType':'IPv4'}")
                        .formatted(label, value);

        Reading<EndpointSlice> reading = Reading.ofSlice(json.replace('\'', '"'));

        assertThat(reading.value() != null).isEqualTo(counts);
        assertThat(reading.problems()).isEmpty();
    }

    @Test
    void fqdnSliceIsIgnoredWithoutAProblem() {
        Reading<EndpointSlice> reading =
                read("'addressType':'FQDN','endpoints':[{'addresses':['a.example']}]");

        assertThat(reading.value()).isNull();
        assertThat(reading.problems()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "2026-11-22T01:02:03Z, 1795309323000000000",
        "2026-11-22T01:02:03.000000004Z, 1795309323000000004",
        "2026-11-22T01:02:03.25+01:00, 1795305723250000000",
        "2026-11-22t01:02:03z, 1795309323000000000",
        "yesterday, 0",
        "2026-13-22T01:02:03Z, 0",
        "2026-11-22T01:02:03, 0",
        "2026-11-22 01:02:03Z, 0",
        "9999-11-22T01:02:03Z, 0",
    })
    void triggerTime(String text, long nanos) {
        String json =
                "{'metadata':{'namespace':'ns','name':'x','labels':{'kubernetes.io/service-name':'w'},"
                        + "'annotations':{'endpoints.kubernetes.io/last-change-trigger-time':'"
                        + text
                        + "'}},'addressType':'IPv4'}";

        EndpointSlice slice = Reading.ofSlice(json.replace('\'', '"')).value();

        assertThat(Objects.requireNonNull(slice).triggerTimeNanos()).isEqualTo(nanos);
    }
}
