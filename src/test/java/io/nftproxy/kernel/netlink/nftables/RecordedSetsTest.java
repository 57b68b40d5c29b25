package io.nftproxy.kernel.netlink.nftables;

import static io.nftproxy.kernel.netlink.nftables.Samples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.kernel.netlink.HexDump;
import io.nftproxy.kernel.netlink.HexFile;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.testing.Hex;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sets and elements are encoded byte for byte as nft does for the same command. */
class RecordedSetsTest {
    private static final String RANGES = "concatenated-interval";

    static Stream<Arguments> sets() {
        return Stream.of(
                arguments("set-add-set", CLUSTER_IPS4),
                arguments("set-add-set-sized", HAIRPIN4),
                arguments("set-add-set-intervals", SERVICE_CIDRS6),
                arguments("set-add-set-typeof", AFFINITY_POOL4),
                arguments("set-add-verdict-map", SERVICE_IPS4),
                arguments("set-add-map-endpoints4", ENDPOINTS4),
                arguments("set-add-map-nodeport-endpoints6", NODEPORT_ENDPOINTS6),
                arguments("set-add-map-dynamic", AFFINITY4),
                arguments("set-add-map-dynamic-port", AFFINITY_PORT6));
    }

    static Stream<Arguments> elements() {
        return Stream.of(
                arguments(
                        "set-add-elements",
                        CLUSTER_IPS4,
                        List.of(
                                Element.of(Hex.bytes("0a60000a")),
                                Element.of(Hex.bytes("0a60000b"))
                                        .withComment("kube-system/kube-dns"))),
                arguments(
                        "set-add-elements-verdict",
                        SERVICE_IPS4,
                        List.of(
                                Element.of(
                                                Hex.bytes("0a60000a 11000000 00350000"),
                                                new Verdict.Goto("cluster-2"))
                                        .withComment("kube-system/kube-dns:dns"),
                                Element.of(Hex.bytes("0a60000b 06000000 00500000"), Verdict.DROP))),
                arguments(
                        "set-add-elements-data",
                        ENDPOINTS4,
                        List.of(
                                Element.of(
                                        Hex.bytes("0a60000a 11000000 00350000 01000000"),
                                        new ElementValue.Data(Hex.bytes("0af40107 14e90000"))))),
                arguments(
                        "set-add-elements-interval",
                        SERVICE_CIDRS4,
                        List.of(
                                Element.of(Hex.bytes("00000000")),
                                Element.endAt(Hex.bytes("80000000")))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sets")
    void declaresSetsAsNftDoes(String file, SetSpec set) {
        byte[] recorded = HexFile.read(file);

        HexDump.assertSame(
                file, recorded, RecordedMessage.encode(new Operation.AddSet(TABLE, set)));
        assertThat(SetDecoder.decode(RecordedMessage.of(recorded).attributes()).set())
                .isEqualTo(set);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("elements")
    void addsElementsAsNftDoes(String file, SetSpec set, List<Element> elements) {
        byte[] recorded = HexFile.read(file);
        RulesetDecoder decoder = new RulesetDecoder(TABLE);
        decoder.accept(RecordedMessage.of(recorded));

        HexDump.assertSame(
                file,
                recorded,
                RecordedMessage.encode(new Operation.AddElements(TABLE, set, elements)));
        assertThat(decoder.elementsOf(set)).isEqualTo(elements);
    }

    @Test
    void deletesElementsByTheirKeysAsNftDoes() {
        List<Element> elements =
                List.of(
                        Element.of(Hex.bytes("0a600001")).withComment("not part of the key"),
                        Element.of(Hex.bytes("0a600002")));

        HexDump.assertSame(
                "delete-elements",
                HexFile.read("delete-elements"),
                RecordedMessage.encode(
                        new Operation.DeleteElements(TABLE, CLUSTER_IPS4, elements)));
    }

    @Test
    void decodesConcatenatedRangesAsUnknown() {
        MessageReader set = RecordedMessage.of(HexFile.read("set-add-set-" + RANGES + "s"));
        RulesetDecoder decoder = new RulesetDecoder(TABLE);

        decoder.accept(RecordedMessage.of(HexFile.read("set-add-elements-" + RANGES)));

        SetSpec unknown = SetSpec.unknown("source-ranges4");
        assertThat(SetDecoder.decode(set.attributes()).set()).isEqualTo(unknown);
        assertThat(decoder.elementsOf(unknown))
                .extracting(Element::value)
                .hasOnlyElementsOfType(ElementValue.Opaque.class);
    }

    @Test
    void comparesEveryRecording() {
        Set<String> compared =
                Stream.concat(sets(), elements())
                        .map(arguments -> (String) arguments.get()[0])
                        .collect(Collectors.toSet());
        compared.add("set-add-set-" + RANGES + "s");
        compared.add("set-add-elements-" + RANGES);

        assertThat(compared).containsExactlyInAnyOrderElementsOf(HexFile.names("set-"));
    }
}
