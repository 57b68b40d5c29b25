package io.nftproxy.core.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.PackedElements;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.testing.NftScript;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementDiffTest {
    private static final TableRef TABLE = new TableRef(TableRef.Family.INET, "t");
    private static final SetSpec SET = SetSpec.set("ips", Field.IP_DADDR);
    private static final SetSpec VERDICTS = SetSpec.verdictMap("dispatch", Field.TH_DPORT);
    private static final SetSpec MAP =
            SetSpec.typeofMap("pool", List.of(Field.TH_DPORT), Field.IP_DADDR, Field.TH_DPORT);
    private static final SetSpec RANGES = SetSpec.intervals("cidrs", Field.IP_DADDR);

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1 2 3 | 3 2 1 | ''
                    1 2   | 2 3   | delete element inet t ips { 10.0.0.1 }; add element inet t ips { 10.0.0.3 }
                    1 2   | ''    | delete element inet t ips { 10.0.0.1, 10.0.0.2 }
                    ''    | 1 2   | add element inet t ips { 10.0.0.1, 10.0.0.2 }
                    ''    | ''    | ''
                    """)
    void aPlainSet(String have, String want, String expected) {
        assertThat(between(SET, addresses(have), addresses(want))).isEqualTo(expected);
    }

    @Test
    void anElementWithAnotherVerdictIsDeletedAndAdded() {
        List<Element> have = List.of(leads(80, "cluster-1"), leads(81, "cluster-1"));
        List<Element> want = List.of(leads(80, "cluster-2"), leads(81, "cluster-1"));

        assertThat(between(VERDICTS, have, want))
                .isEqualTo(
                        "delete element inet t dispatch { 80 : goto cluster-1 };"
                                + " add element inet t dispatch { 80 : goto cluster-2 }");
    }

    @Test
    void anElementWithAnotherCommentIsDeletedAndAdded() {
        List<Element> have = List.of(leads(80, "cluster-1").withComment("a/b"));
        List<Element> want = List.of(leads(80, "cluster-1").withComment("c/d"));

        assertThat(between(VERDICTS, have, want))
                .isEqualTo(
                        "delete element inet t dispatch { 80 comment \"a/b\" : goto cluster-1 };"
                                + " add element inet t dispatch { 80 comment \"c/d\" : goto"
                                + " cluster-1 }");
    }

    /** Rendered elements are packed; those read from the kernel are plain if one is foreign. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    1:7 2:8 | 2:8 1:7 | ''
                    1:7 2:8 | 1:7 2:9 | delete element inet t pool { 2 : 10.0.0.8 . 80 }; add element inet t pool { 2 : 10.0.0.9 . 80 }
                    1:7 2:8 | 1:7     | delete element inet t pool { 2 : 10.0.0.8 . 80 }
                    1:7     | 1:7 2:8 | add element inet t pool { 2 : 10.0.0.8 . 80 }
                    1:7 2:8 | ''      | delete element inet t pool { 1 : 10.0.0.7 . 80, 2 : 10.0.0.8 . 80 }
                    ''      | 1:7     | add element inet t pool { 1 : 10.0.0.7 . 80 }
                    """)
    void aMapOfPackedElements(String have, String want, String expected) {
        List<Element> packed = PackedElements.listFor(MAP);
        packed.addAll(slots(want));
        List<Element> packedHave = PackedElements.listFor(MAP);
        packedHave.addAll(slots(have));

        assertThat(packed).isInstanceOf(PackedElements.class);
        assertThat(between(MAP, slots(have), packed)).isEqualTo(expected);
        assertThat(between(MAP, packedHave, packed)).isEqualTo(expected);
    }

    @Test
    void anElementOfAnotherProcessInAPackedMapIsDeleted() {
        List<Element> packed = PackedElements.listFor(MAP);
        packed.addAll(slots("1:7"));
        Element commented = slots("1:7").getFirst().withComment("theirs");

        assertThat(between(MAP, List.of(commented), packed))
                .isEqualTo(
                        "delete element inet t pool { 1 comment \"theirs\" : 10.0.0.7 . 80 };"
                                + " add element inet t pool { 1 : 10.0.0.7 . 80 }");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    10-12 20-22 | 20-22 10-12 | ''
                    10-12       | 10-11       | delete element inet t cidrs { 10.0.0.10/31 }; add element inet t cidrs { 10.0.0.10 }
                    10-14       | 10-12 12-14 | delete element inet t cidrs { 10.0.0.10-10.0.0.13 }; add element inet t cidrs { 10.0.0.10/31, 10.0.0.12/31 }
                    10-12       | 12-14       | delete element inet t cidrs { 10.0.0.10/31 }; add element inet t cidrs { 10.0.0.12/31 }
                    10-12 20-22 | 20-22       | delete element inet t cidrs { 10.0.0.10/31 }
                    ''          | 10-12       | add element inet t cidrs { 10.0.0.10/31 }
                    10-12       | ''          | delete element inet t cidrs { 10.0.0.10/31 }
                    """)
    void anIntervalIsReplacedAsAWhole(String have, String want, String expected) {
        assertThat(between(RANGES, intervals(have), intervals(want))).isEqualTo(expected);
    }

    private static String between(SetSpec set, List<Element> have, List<Element> want) {
        TransactionBuilder transaction = new TransactionBuilder(TABLE);
        ElementDiff.between(set, have, want, transaction);
        return NftScript.of(transaction.build()).strip().replace("\n", "; ");
    }

    private static List<Element> addresses(String hosts) {
        return words(hosts).map(host -> Element.of(address(Integer.parseInt(host)))).toList();
    }

    private static Element leads(int port, String chain) {
        return Element.of(Bytes.ofShort(port), new Verdict.Goto(chain));
    }

    private static List<Element> slots(String slots) {
        return words(slots)
                .map(slot -> slot.split(":"))
                .map(
                        slot -> {
                            byte[] data = new byte[8];
                            address(Integer.parseInt(slot[1])).copyTo(data, 0);
                            Bytes.ofShort(80).copyTo(data, 4);
                            return Element.of(
                                    Bytes.ofShort(Integer.parseInt(slot[0])),
                                    new ElementValue.Data(Bytes.wrap(data)));
                        })
                .toList();
    }

    /** {@code 10-12} is 10.0.0.10 and 10.0.0.11: the end is the first address after it. */
    private static List<Element> intervals(String intervals) {
        List<Element> elements = new ArrayList<>();
        words(intervals)
                .map(interval -> interval.split("-"))
                .forEach(
                        interval -> {
                            elements.add(Element.of(address(Integer.parseInt(interval[0]))));
                            Bytes end = address(Integer.parseInt(interval[1]));
                            elements.add(Element.endAt(end));
                        });
        return elements;
    }

    private static Stream<String> words(String text) {
        return Stream.of(text.split(" ")).filter(word -> !word.isEmpty());
    }

    private static Bytes address(int host) {
        return Bytes.ofInt(10 << 24 | host);
    }
}
