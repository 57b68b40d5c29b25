package io.nftproxy.core.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.nft.Expression.Cmp;
import io.nftproxy.core.nft.Expression.CtKey;
import io.nftproxy.core.nft.Expression.CtLoad;
import io.nftproxy.core.nft.Expression.MetaKey;
import io.nftproxy.core.nft.Expression.MetaLoad;
import io.nftproxy.core.nft.Expression.Payload;
import io.nftproxy.testing.Golden;
import io.nftproxy.testing.Hex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NftTextTest {

    static List<SampleRules.Sample> samples() {
        return SampleRules.ALL;
    }

    @ParameterizedTest
    @MethodSource("samples")
    void printsRulesAsNftDoes(SampleRules.Sample sample) {
        assertThat(NftText.of(sample.rule())).isEqualTo(sample.text());
    }

    @Test
    void printsAWholeTable() {
        String text = NftText.of(SampleTable.TABLE, SampleTable.ruleset());
        Golden.assertMatches("ruleset/sample-table.nft", text);
    }

    @Test
    void doesNotDependOnTheOrderOfElements() {
        Ruleset ruleset = SampleTable.ruleset();
        TreeMap<String, List<Element>> reversed = new TreeMap<>();
        ruleset.elements()
                .forEach(
                        (set, elements) -> {
                            List<Element> copy = new ArrayList<>(elements);
                            Collections.reverse(copy);
                            reversed.put(set, copy);
                        });
        Ruleset other = Ruleset.of(ruleset.chains().values(), ruleset.sets().values(), reversed);
        assertThat(NftText.of(SampleTable.TABLE, other))
                .isEqualTo(NftText.of(SampleTable.TABLE, ruleset));
    }

    @Test
    void printsAnAbsentTableAsEmptyText() {
        assertThat(NftText.of(SampleTable.TABLE, Ruleset.ABSENT)).isEmpty();
        Ruleset empty = Ruleset.of(List.of(), List.of(), new TreeMap<>());
        assertThat(NftText.of(SampleTable.TABLE, empty)).isEqualTo("table inet kube-proxy {\n}\n");
    }

    @Test
    void marksPartsWithoutSyntaxAsUnknown() {
        Rule rule =
                Rule.of(
                        new Expression.Opaque("log", Hex.bytes("0a0b")),
                        new Expression.ImmediateVerdict(Verdict.DROP));
        assertThat(NftText.of(rule)).isEqualTo("<unknown log 0a0b> drop");
        assertThat(NftText.of(Rule.of(new Cmp(true, 3, Hex.bytes("0a")))))
                .isEqualTo("<register 3> 0x0a");
        assertThat(NftText.of(Rule.of(new Expression.Lookup("s", 0, null, false))))
                .isEqualTo("<register 0> @s");
        assertThat(
                        NftText.of(
                                Rule.of(
                                        new Payload(Payload.Base.NETWORK, 6, 2, 0),
                                        new Cmp(true, 0, Hex.bytes("0102")))))
                .isEqualTo("@nh,48,16 0x0102");
    }

    /** Rules that nftproxy never writes, of expressions that it does, with nft's text for them. */
    static Map<String, List<Expression>> foreignRules() {
        Expression state = new CtLoad(CtKey.STATE, false, 0);
        Bytes zero = Bytes.ofHostInt(0);
        Bytes isNew = Bytes.ofHostInt(8);
        Expression mark = new MetaLoad(MetaKey.MARK, 0);
        Expression setMark = new Expression.MetaSet(MetaKey.MARK, 0);
        Expression dport = new Payload(Payload.Base.TRANSPORT, 2, 2, 0);
        Map<String, List<Expression>> rules = new TreeMap<>();
        rules.put("ct state ! new", List.of(state, masked(isNew, zero), new Cmp(true, 0, zero)));
        rules.put("ct state == new", List.of(state, new Cmp(true, 0, isNew)));
        rules.put("ct state != new", List.of(state, new Cmp(false, 0, isNew)));
        rules.put("meta mark 0x00000005", List.of(mark, new Cmp(true, 0, Bytes.ofHostInt(5))));
        rules.put(
                "meta mark & 0x00000001 == 0x00000001",
                List.of(
                        mark,
                        masked(Bytes.ofHostInt(1), zero),
                        new Cmp(true, 0, Bytes.ofHostInt(1))));
        rules.put(
                "meta mark set meta mark & 0x000000ff",
                List.of(mark, masked(Bytes.ofHostInt(255), zero), setMark));
        rules.put(
                "meta mark set meta mark & 0x000000ff ^ 0x00000001",
                List.of(mark, masked(Bytes.ofHostInt(255), Bytes.ofHostInt(1)), setMark));
        rules.put("tcp dport 80", List.of(l4proto(), cmp("06"), dport, cmp("0050")));
        rules.put("th dport != 80", List.of(dport, new Cmp(false, 0, Hex.bytes("0050"))));
        rules.put("meta l4proto != tcp", List.of(l4proto(), new Cmp(false, 0, Hex.bytes("06"))));
        rules.put("meta l4proto 255", List.of(l4proto(), cmp("ff")));
        rules.put(
                "ip saddr & 255.0.255.0 == 10.0.7.0",
                List.of(
                        new MetaLoad(MetaKey.NFPROTO, 0),
                        cmp("02"),
                        new Payload(Payload.Base.NETWORK, 12, 4, 0),
                        masked(Hex.bytes("ff00ff00"), zero),
                        cmp("0a000700")));
        return rules;
    }

    static List<Map.Entry<String, List<Expression>>> foreign() {
        return List.copyOf(foreignRules().entrySet());
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void printsRulesOfOtherPrograms(Map.Entry<String, List<Expression>> rule) {
        assertThat(NftText.of(new Rule(rule.getValue()))).isEqualTo(rule.getKey());
    }

    @Test
    void printsAnEndWithoutAStart() {
        SetSpec set = SetSpec.intervals("s", Field.IP_DADDR);
        Element end = Element.endAt(Hex.bytes("0a000000"));
        Element first = Element.endAt(Hex.bytes("00000000"));
        assertThat(NftText.elements(set, List.of(end))).containsExactly("<end 10.0.0.0>");
        assertThat(NftText.elements(set, List.of(first))).isEmpty();
    }

    @Test
    void keepsCommentsInsideTheirQuotes() {
        SetSpec set = SetSpec.set("s", Field.TH_DPORT);
        Element element = Element.of(Bytes.ofShort(80)).withComment("a \"quote\"\n");
        assertThat(NftText.elements(set, List.of(element)))
                .containsExactly("80 comment \"a ?quote??\"");
    }

    @Test
    void printsElementsThatDoNotFitTheirSet() {
        SetSpec set = SetSpec.set("s", Field.IP_DADDR, Field.TH_DPORT);
        assertThat(NftText.elements(set, List.of(Element.of(Hex.bytes("0a0b")))))
                .containsExactly("0x0a0b");
    }

    private static Expression l4proto() {
        return new MetaLoad(MetaKey.L4PROTO, 0);
    }

    private static Expression cmp(String hex) {
        return new Cmp(true, 0, Hex.bytes(hex));
    }

    private static Expression masked(Bytes mask, Bytes xor) {
        return new Expression.Bitwise(0, 0, mask, xor);
    }
}
