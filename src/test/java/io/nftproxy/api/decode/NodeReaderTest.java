package io.nftproxy.api.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.Node;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeReaderTest {
    private static Reading<Node> read(String metadata, String spec, String status) {
        String text =
                "{'metadata':{'name':'node-1','uid':'u'"
                        + metadata
                        + "},'spec':{"
                        + spec
                        + "},'status':{"
                        + status
                        + "}}";
        return Reading.ofNode(text.replace('\'', '"'));
    }

    @Test
    void completeNode() {
        Reading<Node> reading =
                read(
                        ",'labels':{'topology.kubernetes.io/zone':'a'}",
                        "'podCIDR':'10.1.0.0/24','podCIDRs':['10.1.0.0/24','fd00:1::/64']",
                        "'addresses':[{'type':'Hostname','address':'node-1'},"
                                + "{'type':'ExternalIP','address':'192.0.2.1'},"
                                + "{'type':'InternalIP','address':'10.0.0.1'},"
                                + "{'type':'InternalIP','address':'fd00::1'}]");

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.value())
                .isEqualTo(
                        new Node(
                                "node-1",
                                "u",
                                Map.of("topology.kubernetes.io/zone", "a"),
                                List.of(
                                        IpAddress.of("10.0.0.1"),
                                        IpAddress.of("fd00::1"),
                                        IpAddress.of("192.0.2.1")),
                                List.of(Cidr.of("10.1.0.0/24"), Cidr.of("fd00:1::/64")),
                                true));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    plain            | ``                                         | ``                                                        | true
                    other taint      | ``                                         | 'taints':[{'key':'x','effect':'NoSchedule'}]              | true
                    autoscaler taint | ``                                         | 'taints':[{'key':'ToBeDeletedByClusterAutoscaler'}]       | false
                    being deleted    | ,'deletionTimestamp':'2026-11-22T00:00:00Z' | ``                                                        | false
                    null deletion    | ,'deletionTimestamp':null                  | ``                                                        | true
                    """)
    void eligible(String name, String metadata, String spec, boolean expected) {
        Node node = read(metadata, spec, "").value();

        assertThat(Objects.requireNonNull(node).eligible()).isEqualTo(expected);
    }

    @Test
    void podCidrReplacesAbsentPodCidrs() {
        Node node = read("", "'podCIDR':'10.1.0.0/24'", "").value();

        assertThat(Objects.requireNonNull(node).podCidrs()).containsExactly(Cidr.of("10.1.0.0/24"));
    }

    @Test
    void invalidAddressesAreLeftOut() {
        Reading<Node> reading =
                read(
                        "",
                        "'podCIDRs':['x','10.1.0.0/24']",
                        "'addresses':[{'type':'InternalIP','address':'10.0.0'},"
                                + "{'type':'InternalIP','address':'10.0.0.1'}]");

        Node node = Objects.requireNonNull(reading.value());
        assertThat(node.addresses()).containsExactly(IpAddress.of("10.0.0.1"));
        assertThat(node.podCidrs()).containsExactly(Cidr.of("10.1.0.0/24"));
        assertThat(reading.problems())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("spec.podCIDRs[0]: \"x\""),
                        second ->
                                assertThat(second)
                                        .startsWith("status.addresses[0].address: \"10.0.0\""));
    }

    @Test
    void otherNodesAreIgnored() {
        String json = "{'metadata':{'name':'node-2'}}";

        assertThat(Reading.ofNode(json.replace('\'', '"')).value()).isNull();
    }

    @Test
    void serviceCidrs() {
        String json =
                "{'metadata':{'name':'k'},'spec':{'cidrs':['10.96.0.0/12','x','fd00::/112']}}";

        Reading<List<Cidr>> reading = Reading.ofServiceCidr(json.replace('\'', '"'));

        assertThat(reading.value()).containsExactly(Cidr.of("10.96.0.0/12"), Cidr.of("fd00::/112"));
        assertThat(reading.problems()).singleElement().asString().startsWith("spec.cidrs[1]");
    }
}
