package io.nftproxy.kernel.netlink.nftables;

import static io.nftproxy.core.nft.RuleBuilder.rule;
import static io.nftproxy.core.nft.TableRef.Family.IP;
import static io.nftproxy.core.nft.TableRef.Family.IP6;
import static io.nftproxy.kernel.netlink.nftables.Samples.THREE_HOURS_MS;
import static io.nftproxy.kernel.netlink.nftables.Samples.frontend;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.BaseChain;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.testing.Hex;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A table with every kind of set and rule that this program writes. */
public final class CompleteTable {
    public static final TableRef TABLE = Samples.TABLE;

    private static final int MARK = 0x4000;
    private static final int TCP = 6;
    private static final String DNS = "0a60000a 11000000 00350000";

    public static final Ruleset RULESET = Ruleset.of(chains(), Samples.SETS, elements());

    private CompleteTable() {}

    private static SortedMap<String, List<Element>> elements() {
        SortedMap<String, List<Element>> elements = new TreeMap<>();
        elements.put(
                "cluster-ips4",
                List.of(
                        Element.of(Hex.bytes("0a60000a")),
                        Element.of(Hex.bytes("0a60000b")).withComment("default/web")));
        elements.put(
                "hairpin4", List.of(Element.of(Hex.bytes("0af40101 0af40101 06000000 1f900000"))));
        elements.put("service-cidrs4", range("0a600000", "0a610000"));
        elements.put(
                "service-cidrs6",
                range("fd000001000000000000000000000000", "fd000001000000000000000000010000"));
        elements.put(
                "service-ips4",
                List.of(
                        Element.of(Hex.bytes(DNS), new Verdict.Goto("cluster-2"))
                                .withComment("kube-system/kube-dns:dns"),
                        Element.of(Hex.bytes("0a60000b 06000000 00500000"), Verdict.DROP)));
        elements.put(
                "affinity-services4",
                List.of(Element.of(Hex.bytes(DNS), new Verdict.Jump("learn-dns"))));
        elements.put(
                "endpoints4",
                List.of(
                        data(DNS + "00000000", "0af40107 14e90000"),
                        data(DNS + "01000000", "0af40209 14e90000")));
        elements.put(
                "endpoints6",
                List.of(
                        data(
                                "fd00000000000000000000000000000a 06000000 00500000 00000000",
                                "fd000000000000000000000000000107 1f900000")));
        elements.put("affinity-pool4", List.of(Element.of(Hex.bytes("0af40107 14e90000"))));
        return elements;
    }

    private static List<Element> range(String from, String behind) {
        return List.of(Element.of(Hex.bytes(from)), Element.endAt(Hex.bytes(behind)));
    }

    public static Element data(String key, String value) {
        return Element.of(Hex.bytes(key), new ElementValue.Data(Hex.bytes(value)));
    }

    private static List<Chain> chains() {
        return List.of(
                new Chain("cluster-2", null, drawing()),
                new Chain("services", null, dispatching()),
                new Chain("learn4", null, learning()),
                Chain.of("learn-dns"),
                new Chain("rejecting", null, rejecting()),
                new Chain("masquerading", null, masquerading()),
                base(
                        "nat-prerouting",
                        BaseChain.Type.NAT,
                        BaseChain.Hook.PREROUTING,
                        -100,
                        new Verdict.Goto("services")),
                base(
                        "nat-postrouting",
                        BaseChain.Type.NAT,
                        BaseChain.Hook.POSTROUTING,
                        100,
                        new Verdict.Goto("masquerading")),
                base(
                        "filter-input",
                        BaseChain.Type.FILTER,
                        BaseChain.Hook.INPUT,
                        0,
                        new Verdict.Jump("rejecting")),
                base(
                        "learn-output",
                        BaseChain.Type.FILTER,
                        BaseChain.Hook.OUTPUT,
                        -95,
                        new Verdict.Jump("learn4")));
    }

    private static List<Rule> drawing() {
        return List.of(
                frontend(IP).numgen(2).dnat(IP, "endpoints4"),
                frontend(IP6).numgen(1).dnat(IP6, "endpoints6"),
                rule().l4proto(TCP).saddr(IP).dnat(IP, "affinity4"),
                rule().l4proto(TCP)
                        .saddr(IP6)
                        .map("affinity6")
                        .saddr(IP6)
                        .map("affinity-port6")
                        .dnat(IP6),
                rule().drop());
    }

    private static List<Rule> dispatching() {
        Bytes pods = Hex.bytes("0a000000");
        return List.of(
                rule().daddr(IP)
                        .in("cluster-ips4")
                        .saddr(IP)
                        .notWithin(pods, 8)
                        .markOr(MARK)
                        .build(),
                rule().fibSaddrLocal().goTo("cluster-2"),
                frontend(IP).vmap("service-ips4"),
                rule().iifname("eth0").jump("learn-dns"),
                rule().fibDaddrLocal().toCaller());
    }

    private static List<Rule> learning() {
        return List.of(
                rule().l4proto(TCP)
                        .ctOriginalDaddr(IP)
                        .l4proto()
                        .ctOriginalDport()
                        .vmap("affinity-services4"),
                rule().daddr(IP)
                        .thDport()
                        .in("affinity-pool4")
                        .ctOriginalSaddr(IP)
                        .to()
                        .daddr(IP)
                        .thDport()
                        .update("affinity4", THREE_HOURS_MS)
                        .build(),
                rule().ctOriginalSaddr(IP6)
                        .to()
                        .daddr(IP6)
                        .update("affinity6", THREE_HOURS_MS)
                        .ctOriginalSaddr(IP6)
                        .to()
                        .thDport()
                        .update("affinity-port6", THREE_HOURS_MS)
                        .build());
    }

    private static List<Rule> rejecting() {
        return List.of(
                rule().ctStateNew().daddr(IP).in("cluster-ips4").rejectPort(IP),
                rule().daddr(IP6).in("service-cidrs6").rejectPort(IP6));
    }

    private static List<Rule> masquerading() {
        return List.of(
                rule().markHas(MARK).markXor(MARK).masquerade(),
                rule().ctStatusDnat()
                        .saddr(IP)
                        .daddr(IP)
                        .l4proto()
                        .thDport()
                        .in("hairpin4")
                        .masquerade());
    }

    private static Chain base(
            String name, BaseChain.Type type, BaseChain.Hook hook, int priority, Verdict verdict) {
        return new Chain(
                name,
                new BaseChain(type, hook, priority),
                List.of(Rule.of(new Expression.ImmediateVerdict(verdict))));
    }

    /** Returns the transaction that creates the table. */
    public static Transaction creationOf(Ruleset ruleset) {
        List<Operation> operations = new ArrayList<>();
        operations.add(new Operation.AddTable(TABLE, "rules for kube-proxy"));
        for (Chain chain : ruleset.chains().values()) {
            operations.add(new Operation.AddChain(TABLE, chain));
        }
        for (SetSpec set : ruleset.sets().values()) {
            operations.add(new Operation.AddSet(TABLE, set));
            if (!ruleset.elementsOf(set.name()).isEmpty()) {
                operations.add(
                        new Operation.AddElements(TABLE, set, ruleset.elementsOf(set.name())));
            }
        }
        for (Chain chain : ruleset.chains().values()) {
            for (Rule rule : chain.rules()) {
                operations.add(new Operation.AddRule(TABLE, chain.name(), rule));
            }
        }
        return new Transaction(operations);
    }

    /**
     * Compares object by object, so that a failure names the object; the order of elements is
     * undefined.
     */
    public static void assertSame(Ruleset actual, Ruleset expected) {
        assertThat(actual.present()).isEqualTo(expected.present());
        assertThat(actual.sets().values()).containsExactlyElementsOf(expected.sets().values());
        for (SetSpec set : expected.sets().values()) {
            assertThat(actual.elementsOf(set.name()))
                    .as(set.name())
                    .containsExactlyInAnyOrderElementsOf(expected.elementsOf(set.name()));
        }
        assertThat(actual.chains().keySet()).isEqualTo(expected.chains().keySet());
        for (Chain chain : expected.chains().values()) {
            Chain found = requireNonNull(actual.chains().get(chain.name()));
            assertThat(found.base()).as(chain.name()).isEqualTo(chain.base());
            assertThat(found.rules()).as(chain.name()).containsExactlyElementsOf(chain.rules());
        }
    }
}
