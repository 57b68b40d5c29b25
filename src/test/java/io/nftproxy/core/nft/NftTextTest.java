package io.nftproxy.core.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.nft.Expression.Cmp;
import io.nftproxy.core.nft.Expression.CtKey;
import io.nftproxy.core.nft.Expression.CtLoad;
import io.nftproxy.core.nft.Expression.MetaKey;
import io.nftproxy.core.nft.Expression.MetaLoad;
import io.nftproxy.core.nft.Expression.Payload;
import io.nftproxy.core.nft.SetSpec.Flag;
import io.nftproxy.testing.Golden;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
                        new Expression.Opaque("log", Bytes.ofHex("0a0b")),
                        new Expression.ImmediateVerdict(Verdict.DROP));
        assertThat(NftText.of(rule)).isEqualTo("<unknown log 0a0b> drop");
        assertThat(NftText.of(Rule.of(new Cmp(true, 3, Bytes.ofHex("0a")))))
                .isEqualTo("<register 3> 0x0a");
        assertThat(NftText.of(Rule.of(new Expression.Lookup("s", 0, null, false, false))))
                .isEqualTo("<register 0> @s");
        assertThat(
                        NftText.of(
                                Rule.of(
                                        new Payload(Payload.Base.NETWORK, 6, 2, 0),
                                        new Cmp(true, 0, Bytes.ofHex("0102")))))
                .isEqualTo("@nh,48,16 0x0102");
    }

    /** Rules that nftproxy never writes, with the text that nft prints for them. */
    static Map<String, List<Expression>> foreignRules() {
        Expression state = new CtLoad(CtKey.STATE, CtLoad.Direction.NONE, 0);
        Bytes zero = Bytes.ofHostInt(0);
        Bytes isNew = Bytes.ofHostInt(8);
        Expression mark = new MetaLoad(MetaKey.MARK, 0);
        Expression setMark = new Expression.MetaSet(MetaKey.MARK, 0);
        Expression tcp = new Cmp(true, 0, Bytes.ofHex("06"));
        Expression dport = new Payload(Payload.Base.TRANSPORT, 2, 2, 0);
        Map<String, List<Expression>> rules = new TreeMap<>();
        rules.put(
                "ct state established,related,new",
                List.of(state, masked(Bytes.ofHostInt(14), zero), new Cmp(false, 0, zero)));
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
                "meta mark set 0x00000005",
                List.of(new Expression.ImmediateData(0, Bytes.ofHostInt(5)), setMark));
        rules.put(
                "meta mark set meta mark & 0x000000ff",
                List.of(mark, masked(Bytes.ofHostInt(255), zero), setMark));
        rules.put(
                "meta mark set meta mark & 0x000000ff ^ 0x00000001",
                List.of(mark, masked(Bytes.ofHostInt(255), Bytes.ofHostInt(1)), setMark));
        rules.put("tcp dport 80", List.of(l4proto(), tcp, dport, cmp("0050")));
        rules.put("th dport != 80", List.of(dport, new Cmp(false, 0, Bytes.ofHex("0050"))));
        rules.put("meta l4proto != tcp", List.of(l4proto(), new Cmp(false, 0, Bytes.ofHex("06"))));
        rules.put("meta l4proto 255", List.of(l4proto(), cmp("ff")));
        rules.put("reject", List.of(reject(Expression.Reject.Type.ICMPX_UNREACHABLE, 1)));
        rules.put(
                "reject with icmpx admin-prohibited",
                List.of(reject(Expression.Reject.Type.ICMPX_UNREACHABLE, 3)));
        rules.put(
                "meta l4proto tcp reject with tcp reset",
                List.of(l4proto(), tcp, reject(Expression.Reject.Type.TCP_RESET, 0)));
        rules.put(
                "dnat ip to 1.2.3.4",
                List.of(
                        new Expression.ImmediateData(0, Bytes.ofHex("01020304")),
                        new Expression.Dnat(TableRef.Family.IP, 0, null)));
        rules.put(
                "meta l4proto tcp dnat ip6 to [::1]:80",
                List.of(
                        l4proto(),
                        tcp,
                        new Expression.ImmediateData(
                                0, Bytes.ofHex("00000000000000000000000000000001")),
                        new Expression.ImmediateData(4, Bytes.ofHex("0050")),
                        new Expression.Dnat(TableRef.Family.IP6, 0, 4)));
        rules.put("masquerade", List.of(new Expression.Masquerade(false)));
        rules.put(
                "fib daddr type broadcast",
                List.of(new Expression.FibType(false, 0), new Cmp(true, 0, Bytes.ofHostInt(3))));
        rules.put(
                "ct reply ip saddr 1.2.3.4",
                List.of(new CtLoad(CtKey.SRC_IP, CtLoad.Direction.REPLY, 0), cmp("01020304")));
        rules.put(
                "ip saddr & 255.0.255.0 == 10.0.7.0",
                List.of(
                        new MetaLoad(MetaKey.NFPROTO, 0),
                        cmp("02"),
                        new Payload(Payload.Base.NETWORK, 12, 4, 0),
                        masked(Bytes.ofHex("ff00ff00"), zero),
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
        SetSpec set =
                new SetSpec(
                        "s",
                        List.of(Field.IP_DADDR),
                        SetSpec.Data.NONE,
                        false,
                        Set.of(Flag.INTERVAL),
                        0,
                        0);
        Element end = new Element(Bytes.ofHex("0a000000"), null, true, ElementValue.NONE, null);
        Element first = new Element(Bytes.ofHex("00000000"), null, true, ElementValue.NONE, null);
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
        assertThat(NftText.elements(set, List.of(Element.of(Bytes.ofHex("0a0b")))))
                .containsExactly("0x0a0b");
    }

    private static Expression l4proto() {
        return new MetaLoad(MetaKey.L4PROTO, 0);
    }

    private static Expression cmp(String hex) {
        return new Cmp(true, 0, Bytes.ofHex(hex));
    }

    private static Expression masked(Bytes mask, Bytes xor) {
        return new Expression.Bitwise(0, 0, mask, xor);
    }

    private static Expression reject(Expression.Reject.Type type, int code) {
        return new Expression.Reject(type, code);
    }
}
