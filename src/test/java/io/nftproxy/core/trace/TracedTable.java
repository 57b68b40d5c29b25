package io.nftproxy.core.trace;

import static io.nftproxy.core.nft.RuleBuilder.rule;
import static io.nftproxy.core.nft.TableRef.Family.IP;
import static io.nftproxy.core.nft.TableRef.Family.IP6;

import io.nftproxy.core.nft.BaseChain;
import io.nftproxy.core.nft.BaseChain.Hook;
import io.nftproxy.core.nft.BaseChain.Type;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.TableRef.Family;
import io.nftproxy.testing.Hex;
import java.util.ArrayList;
import java.util.List;

/**
 * A small table with one service of each kind. The node is 192.168.0.2 (2001:db8::2), pods are in
 * 10.244.0.0/16 and fd00:244::/64, services in 10.96.0.0/16 and fd00:96::/64.
 */
final class TracedTable {
    private static final int MARK = 0x4000;
    private static final int TCP = 6;

    private TracedTable() {}

    static Ruleset ruleset() {
        TracedSets sets = new TracedSets();
        return Ruleset.of(chains(), sets.sets(), sets.elements());
    }

    private static List<Chain> chains() {
        List<Chain> chains = new ArrayList<>();
        chains.add(base("early", Type.FILTER, Hook.PREROUTING, -110, newJump("firewall-check")));
        chains.add(Chain.of("firewall-check", frontend(IP).in("firewalled4").goTo("firewall")));
        chains.add(
                Chain.of(
                        "firewall",
                        rule().saddr(IP).in("source-ranges4").toCaller(),
                        rule().drop()));
        chains.add(base("nat-prerouting", Type.NAT, Hook.PREROUTING, -100, toServices()));
        chains.add(base("nat-output", Type.NAT, Hook.OUTPUT, -100, toServices()));
        chains.add(services());
        chains.add(Chain.of("cluster-2", draws()));
        chains.add(Chain.of("external-2", rule().markOr(MARK).build(), rule().goTo("cluster-2")));
        chains.add(
                Chain.of(
                        "nodeport-1",
                        rule().markOr(MARK).build(),
                        rule().nfproto(IP)
                                .l4proto()
                                .thDport()
                                .numgen(1)
                                .dnat(IP, "nodeport-endpoints4"),
                        rule().drop()));
        chains.add(
                Chain.of(
                        "affinity-2",
                        rule().l4proto(TCP).saddr(IP).dnat(IP, "clients4"),
                        rule().l4proto(TCP)
                                .saddr(IP6)
                                .map("clients6")
                                .saddr(IP6)
                                .map("client-ports6")
                                .dnat(IP6),
                        rule().goTo("cluster-2")));
        chains.addAll(learning());
        chains.addAll(filters());
        return chains;
    }

    private static Chain services() {
        return Chain.of(
                "services",
                rule().daddr(IP)
                        .in("cluster-ips4")
                        .saddr(IP)
                        .notWithin(Hex.bytes("0af40000"), 16)
                        .markOr(MARK)
                        .build(),
                frontend(IP).vmap("service-ips4"),
                frontend(IP6).vmap("service-ips6"),
                rule().fibDaddrLocal()
                        .daddr(IP)
                        .notWithin(Hex.bytes("7f000000"), 8)
                        .l4proto()
                        .thDport()
                        .vmap("nodeports"));
    }

    private static Rule[] draws() {
        return new Rule[] {
            frontend(IP).numgen(2).dnat(IP, "endpoints4"),
            frontend(IP).numgen(1).dnat(IP, "endpoints4"),
            frontend(IP6).numgen(2).dnat(IP6, "endpoints6"),
            frontend(IP6).numgen(1).dnat(IP6, "endpoints6"),
            rule().drop()
        };
    }

    private static List<Chain> learning() {
        return List.of(
                base(
                        "learn",
                        Type.FILTER,
                        Hook.PREROUTING,
                        -95,
                        rule().l4proto(TCP)
                                .ctStateNew()
                                .ctStatusDnat()
                                .ctOriginalDaddr(IP)
                                .l4proto()
                                .ctOriginalDport()
                                .vmap("affinity-services4")),
                Chain.of(
                        "learn-web",
                        rule().saddr(IP).within(Hex.bytes("cb007109"), 32).toCaller(),
                        rule().daddr(IP)
                                .thDport()
                                .in("pool4")
                                .ctOriginalSaddr(IP)
                                .to()
                                .daddr(IP)
                                .thDport()
                                .update("clients4", 0)
                                .build()));
    }

    private static List<Chain> filters() {
        return List.of(
                base("forward", Type.FILTER, Hook.FORWARD, 0, newJump("checks")),
                base("input", Type.FILTER, Hook.INPUT, 0, newJump("nodeport-checks")),
                Chain.of(
                        "checks",
                        rule().iifname("veth*").drop(),
                        frontend(IP).in("no-endpoint4").rejectPort(IP),
                        rule().daddr(IP).in("cluster-ips4").rejectPort(IP),
                        rule().daddr(IP).in("service-cidrs4").drop()),
                Chain.of(
                        "nodeport-checks",
                        rule().l4proto().thDport().in("no-endpoint-nodeports").rejectPort(IP)),
                base(
                        "nat-postrouting",
                        Type.NAT,
                        Hook.POSTROUTING,
                        100,
                        rule().markHas(MARK).markXor(MARK).masquerade(),
                        rule().ctStatusDnat()
                                .saddr(IP)
                                .daddr(IP)
                                .l4proto()
                                .thDport()
                                .in("hairpin4")
                                .masquerade()));
    }

    private static RuleBuilder frontend(Family family) {
        return rule().daddr(family).l4proto().thDport();
    }

    private static Rule newJump(String chain) {
        return rule().ctStateNew().jump(chain);
    }

    private static Rule toServices() {
        return rule().goTo("services");
    }

    private static Chain base(String name, Type type, Hook hook, int priority, Rule... rules) {
        return new Chain(name, new BaseChain(type, hook, priority), List.of(rules));
    }
}
