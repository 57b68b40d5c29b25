package io.nftproxy.core.nft;

import static io.nftproxy.core.nft.Field.IP6_DADDR;
import static io.nftproxy.core.nft.Field.IP6_SADDR;
import static io.nftproxy.core.nft.Field.IP_DADDR;
import static io.nftproxy.core.nft.Field.IP_SADDR;
import static io.nftproxy.core.nft.Field.L4PROTO;
import static io.nftproxy.core.nft.Field.NUMGEN;
import static io.nftproxy.core.nft.Field.TH_DPORT;

import io.nftproxy.core.nft.BaseChain.Hook;
import io.nftproxy.core.nft.BaseChain.Type;
import io.nftproxy.core.nft.SetSpec.Data;
import io.nftproxy.core.nft.SetSpec.Flag;
import io.nftproxy.testing.Hex;
import io.nftproxy.testing.LimitedSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A table with a set, a map, an element and a rule of every kind. */
public final class SampleTable {
    public static final TableRef TABLE = new TableRef(TableRef.Family.INET, "kube-proxy");
    static final String RULES_CHAIN = "samples";

    private SampleTable() {}

    public static Ruleset ruleset() {
        List<Chain> chains =
                List.of(
                        Chain.of("x"),
                        new Chain(
                                RULES_CHAIN,
                                null,
                                SampleRules.ALL.stream().map(SampleRules.Sample::rule).toList()),
                        Chain.of("cluster-2", RuleBuilder.rule().drop()),
                        Chain.of("learn4-default/sticky/tcp/http"),
                        base("nat-prerouting", Type.NAT, Hook.PREROUTING, -100),
                        base("nat-output", Type.NAT, Hook.OUTPUT, -100),
                        base("nat-postrouting", Type.NAT, Hook.POSTROUTING, 100),
                        base("early", Type.FILTER, Hook.PREROUTING, -110),
                        base("learn", Type.FILTER, Hook.OUTPUT, -95),
                        base("input", Type.FILTER, Hook.INPUT, 0),
                        base("forward", Type.FILTER, Hook.FORWARD, 5));
        return Ruleset.of(chains, sets(), elements());
    }

    static Chain base(String name, Type type, Hook hook, int priority) {
        return new Chain(
                name, new BaseChain(type, hook, priority), List.of(RuleBuilder.rule().goTo("x")));
    }

    private static List<SetSpec> sets() {
        List<SetSpec> sets = new ArrayList<>();
        sets.add(SetSpec.set("cluster-ips4", IP_DADDR));
        sets.add(SetSpec.set("cluster-ips6", IP6_DADDR));
        sets.add(SetSpec.set("nodeport-ips4", IP_DADDR));
        sets.add(SetSpec.set("nodeport-ips6", IP6_DADDR));
        sets.add(SetSpec.intervals("service-cidrs4", IP_DADDR));
        sets.add(SetSpec.intervals("service-cidrs6", IP6_DADDR));
        sets.add(SetSpec.intervals("everything4", IP_DADDR));
        sets.add(LimitedSet.of(9, SetSpec.verdictMap("service-ips4", IP_DADDR, L4PROTO, TH_DPORT)));
        sets.add(SetSpec.verdictMap("service-ips6", IP6_DADDR, L4PROTO, TH_DPORT));
        sets.add(SetSpec.verdictMap("service-nodeports", L4PROTO, TH_DPORT));
        sets.add(SetSpec.set("no-endpoint-services4", IP_DADDR, L4PROTO, TH_DPORT));
        sets.add(SetSpec.set("no-endpoint-nodeports", L4PROTO, TH_DPORT));
        sets.add(SetSpec.set("firewalled4", IP_DADDR, L4PROTO, TH_DPORT));
        sets.add(SetSpec.set("hairpin4", IP_SADDR, IP_DADDR, L4PROTO, TH_DPORT));
        sets.add(SetSpec.set("hairpin6", IP6_SADDR, IP6_DADDR, L4PROTO, TH_DPORT));
        sets.add(SetSpec.intervals("source-ranges4", IP_SADDR));
        sets.add(SetSpec.intervals("source-ranges6", IP6_SADDR));
        sets.add(endpoints("endpoints4", IP_DADDR, IP_DADDR, L4PROTO, TH_DPORT, NUMGEN));
        sets.add(endpoints("endpoints6", IP6_DADDR, IP6_DADDR, L4PROTO, TH_DPORT, NUMGEN));
        sets.add(endpoints("nodeport-endpoints4", IP_DADDR, L4PROTO, TH_DPORT, NUMGEN));
        sets.add(endpoints("nodeport-endpoints6", IP6_DADDR, L4PROTO, TH_DPORT, NUMGEN));
        sets.add(new SetSpec("pool4", List.of(IP_DADDR, TH_DPORT), Data.NONE, true, Set.of(), 0));
        sets.add(new SetSpec("pool6", List.of(IP6_DADDR, TH_DPORT), Data.NONE, true, Set.of(), 0));
        sets.add(clients("clients4", IP_SADDR, new Data.Fields(List.of(IP_DADDR, TH_DPORT))));
        sets.add(clients("clients6", IP6_SADDR, new Data.Fields(List.of(IP6_DADDR))));
        sets.add(clients("client-ports6", IP6_SADDR, new Data.Fields(List.of(TH_DPORT))));
        return sets;
    }

    private static SetSpec endpoints(String name, Field address, Field... key) {
        Data data = new Data.Fields(List.of(address, TH_DPORT));
        return new SetSpec(name, List.of(key), data, true, Set.of(), 0);
    }

    private static SetSpec clients(String name, Field key, Data data) {
        Set<Flag> flags = Set.of(Flag.DYNAMIC, Flag.TIMEOUT);
        return new SetSpec(name, List.of(key), data, true, flags, 65535);
    }

    private static SortedMap<String, List<Element>> elements() {
        SortedMap<String, List<Element>> elements = new TreeMap<>();
        elements.put(
                "cluster-ips4", List.of(Element.of(hex("0a600014")), Element.of(hex("0a60000a"))));
        elements.put(
                "cluster-ips6",
                List.of(
                        Element.of(hex("fd000000 00000001 00000000 0000000a")),
                        Element.of(hex("00000000 00000000 00000000 01020304")),
                        Element.of(hex("00000000 00000000 0000ffff 01020304")),
                        Element.of(hex("00000000 00000000 00000000 00000007")),
                        Element.of(hex("fd000000 00000001 00000001 00000000"))));
        elements.put(
                "service-cidrs4",
                List.of(
                        Element.of(hex("0a600000")),
                        end("0a700000"),
                        end("0a700006"),
                        Element.of(hex("0a700001")),
                        Element.of(hex("ffffff00"))));
        elements.put(
                "service-cidrs6",
                List.of(
                        Element.of(hex("fd000000 00000000 00000000 00000000")),
                        end("fd000000 00000000 00000000 00010000")));
        elements.put("everything4", List.of(Element.of(hex("00000000"))));
        elements.put(
                "service-ips4",
                List.of(
                        Element.of(hex("0a60000a 11000000 00350000"), new Verdict.Goto("cluster-2"))
                                .withComment("kube-system/kube-dns:dns"),
                        Element.of(hex("0a60000a 06000000 00350000"), Verdict.DROP),
                        Element.of(hex("0a60000a 84000000 ffff0000"), new Verdict.Jump("x"))));
        elements.put(
                "service-nodeports",
                List.of(
                        Element.of(
                                hex("06000000 75310000"),
                                new Verdict.Goto("learn4-default/sticky/tcp/http"))));
        elements.put("no-endpoint-nodeports", List.of(Element.of(hex("11000000 75310000"))));
        elements.put("hairpin4", List.of(Element.of(hex("0a000001 0a000001 06000000 00500000"))));
        elements.put(
                "endpoints4",
                List.of(
                        slot("0a60000a 11000000 00350000", 256, "0af40207 00350000"),
                        slot("0a60000a 11000000 00350000", 1, "0af40208 00350000"),
                        slot("0a60000a 11000000 00350000", 0, "0af40107 00350000")));
        elements.put(
                "nodeport-endpoints6",
                List.of(
                        slot(
                                "06000000 75310000",
                                3,
                                "fd000000 00000000 00000000 00000001 00500000")));
        elements.put("pool4", List.of(Element.of(hex("0a000001 1f900000"))));
        return elements;
    }

    private static Element slot(String frontend, int slot, String endpoint) {
        byte[] key = Arrays.copyOf(hex(frontend).toArray(), hex(frontend).length() + 4);
        Bytes.ofHostInt(slot).copyTo(key, key.length - 4);
        return Element.of(Bytes.wrap(key), new ElementValue.Data(hex(endpoint)));
    }

    private static Element end(String key) {
        return Element.endAt(hex(key));
    }

    private static Bytes hex(String hex) {
        return Hex.bytes(hex);
    }
}
