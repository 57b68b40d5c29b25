package io.nftproxy.core.nft;

import static io.nftproxy.core.nft.RuleBuilder.rule;
import static io.nftproxy.core.nft.TableRef.Family.IP;
import static io.nftproxy.core.nft.TableRef.Family.IP6;

import io.nftproxy.testing.Hex;
import java.util.List;
import java.util.stream.Stream;

/** One rule of every form, with its text in nft syntax. */
final class SampleRules {
    private static final int MARK = 0x4000;
    private static final int TCP = 6;

    /**
     * A rule and its text in {@code nft list}.
     *
     * @param text loads, too
     */
    record Sample(Rule rule, String text) {}

    private static final List<Sample> OTHERS =
            List.of(
                    sample(
                            frontend(IP).vmap("service-ips4"),
                            "ip daddr . meta l4proto . th dport vmap @service-ips4"),
                    sample(
                            frontend(IP6).vmap("service-ips6"),
                            "ip6 daddr . meta l4proto . th dport vmap @service-ips6"),
                    sample(
                            rule().daddr(IP)
                                    .in("nodeport-ips4")
                                    .l4proto()
                                    .thDport()
                                    .vmap("service-nodeports"),
                            "ip daddr @nodeport-ips4 meta l4proto . th dport vmap"
                                    + " @service-nodeports"),
                    sample(
                            rule().daddr(IP6)
                                    .in("nodeport-ips6")
                                    .l4proto()
                                    .thDport()
                                    .vmap("service-nodeports"),
                            "ip6 daddr @nodeport-ips6 meta l4proto . th dport vmap"
                                    + " @service-nodeports"),
                    sample(
                            rule().fibDaddrLocal()
                                    .daddr(IP)
                                    .notWithin(Hex.bytes("7f000000"), 8)
                                    .l4proto()
                                    .thDport()
                                    .vmap("service-nodeports"),
                            "fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport"
                                    + " vmap @service-nodeports"),
                    sample(
                            rule().fibDaddrLocal()
                                    .daddr(IP6)
                                    .notWithin(ip6("00000000000000000000000000000001"), 128)
                                    .l4proto()
                                    .thDport()
                                    .vmap("service-nodeports"),
                            "fib daddr type local ip6 daddr != ::1 meta l4proto . th dport vmap"
                                    + " @service-nodeports"),
                    sample(
                            rule().nfproto(IP).l4proto().thDport().vmap("service-nodeports"),
                            "meta nfproto ipv4 meta l4proto . th dport vmap @service-nodeports"),
                    sample(
                            rule().daddr(IP)
                                    .in("cluster-ips4")
                                    .saddr(IP)
                                    .notWithin(Hex.bytes("0a000000"), 8)
                                    .markOr(MARK)
                                    .build(),
                            "ip daddr @cluster-ips4 ip saddr != 10.0.0.0/8 meta mark set meta mark"
                                    + " | 0x00004000"),
                    sample(
                            rule().daddr(IP6)
                                    .in("cluster-ips6")
                                    .saddr(IP6)
                                    .notWithin(ip6("fd000010000000000000000000000000"), 64)
                                    .markOr(MARK)
                                    .build(),
                            "ip6 daddr @cluster-ips6 ip6 saddr != fd00:10::/64 meta mark set meta"
                                    + " mark | 0x00004000"),
                    sample(
                            rule().daddr(IP).in("cluster-ips4").markOr(MARK).build(),
                            "ip daddr @cluster-ips4 meta mark set meta mark | 0x00004000"),
                    sample(
                            rule().saddr(IP)
                                    .within(Hex.bytes("0a123456"), 12)
                                    .l4proto()
                                    .thDport()
                                    .vmap("service-nodeports"),
                            "ip saddr 10.16.0.0/12 meta l4proto . th dport vmap"
                                    + " @service-nodeports"),
                    sample(
                            rule().saddr(IP).within(Hex.bytes("0a010203"), 32).goTo("x"),
                            "ip saddr 10.1.2.3 goto x"),
                    sample(
                            rule().saddr(IP).within(Hex.bytes("0a010203"), 0).goTo("x"),
                            "ip saddr 0.0.0.0/0 goto x"),
                    sample(
                            rule().saddr(IP6)
                                    .within(ip6("fd0000100000ffff0000000000000000"), 60)
                                    .goTo("x"),
                            "ip6 saddr fd00:10:0:fff0::/60 goto x"),
                    sample(rule().iifname("cni0").goTo("x"), "iifname \"cni0\" goto x"),
                    sample(rule().notIifname("cni0").goTo("x"), "iifname != \"cni0\" goto x"),
                    sample(rule().iifname("veth*").goTo("x"), "iifname \"veth*\" goto x"),
                    sample(
                            rule().daddr(IP)
                                    .in("cluster-ips4")
                                    .notIifname("veth*")
                                    .markOr(MARK)
                                    .build(),
                            "ip daddr @cluster-ips4 iifname != \"veth*\" meta mark set meta mark |"
                                    + " 0x00004000"),
                    sample(rule().markOr(MARK).build(), "meta mark set meta mark | 0x00004000"),
                    sample(
                            rule().markHas(MARK).markXor(MARK).masquerade(),
                            "meta mark & 0x00004000 != 0x00000000 meta mark set meta mark ^"
                                    + " 0x00004000 masquerade fully-random"),
                    sample(
                            rule().ctStatusDnat()
                                    .saddr(IP)
                                    .daddr(IP)
                                    .l4proto()
                                    .thDport()
                                    .in("hairpin4")
                                    .masquerade(),
                            "ct status dnat ip saddr . ip daddr . meta l4proto . th dport @hairpin4"
                                    + " masquerade fully-random"),
                    sample(
                            rule().ctStatusDnat()
                                    .saddr(IP6)
                                    .daddr(IP6)
                                    .l4proto()
                                    .thDport()
                                    .in("hairpin6")
                                    .masquerade(),
                            "ct status dnat ip6 saddr . ip6 daddr . meta l4proto . th dport"
                                    + " @hairpin6 masquerade fully-random"),
                    sample(
                            frontend(IP).in("no-endpoint-services4").rejectPort(IP),
                            "ip daddr . meta l4proto . th dport @no-endpoint-services4 reject with"
                                    + " icmp port-unreachable"),
                    sample(
                            rule().daddr(IP6).in("cluster-ips6").rejectPort(IP6),
                            "ip6 daddr @cluster-ips6 reject with icmpv6 port-unreachable"),
                    sample(
                            rule().l4proto().thDport().in("no-endpoint-nodeports").rejectPort(IP),
                            "meta l4proto . th dport @no-endpoint-nodeports reject with icmp"
                                    + " port-unreachable"),
                    sample(
                            rule().nfproto(IP6)
                                    .fibDaddrLocal()
                                    .l4proto()
                                    .thDport()
                                    .in("no-endpoint-nodeports")
                                    .rejectPort(IP6),
                            "fib daddr type local meta l4proto . th dport @no-endpoint-nodeports"
                                    + " reject with icmpv6 port-unreachable"),
                    sample(
                            rule().daddr(IP).in("service-cidrs4").drop(),
                            "ip daddr @service-cidrs4 drop"),
                    sample(
                            frontend(IP).in("firewalled4").goTo("x"),
                            "ip daddr . meta l4proto . th dport @firewalled4 goto x"),
                    sample(
                            rule().saddr(IP).in("source-ranges4").toCaller(),
                            "ip saddr @source-ranges4 return"),
                    sample(
                            rule().saddr(IP6).in("source-ranges6").toCaller(),
                            "ip6 saddr @source-ranges6 return"),
                    sample(rule().ctStateNew().jump("x"), "ct state new jump x"),
                    sample(rule().fibSaddrLocal().goTo("x"), "fib saddr type local goto x"),
                    sample(
                            frontend(IP).in("firewalled4").fibSaddrLocal().markOr(MARK).build(),
                            "ip daddr . meta l4proto . th dport @firewalled4 fib saddr type local"
                                    + " meta mark set meta mark | 0x00004000"),
                    sample(
                            rule().l4proto(TCP).saddr(IP).dnat(IP, "clients4"),
                            "meta l4proto tcp dnat ip to ip saddr map @clients4"),
                    sample(
                            rule().l4proto(TCP)
                                    .saddr(IP6)
                                    .map("clients6")
                                    .saddr(IP6)
                                    .map("client-ports6")
                                    .dnat(IP6),
                            "meta l4proto tcp dnat ip6 to ip6 saddr map @clients6:ip6 saddr map"
                                    + " @client-ports6"),
                    sample(
                            rule().l4proto(TCP)
                                    .ctStateNew()
                                    .ctStatusDnat()
                                    .ctOriginalDaddr(IP)
                                    .l4proto()
                                    .ctOriginalDport()
                                    .vmap("service-ips4"),
                            "meta l4proto tcp ct state new ct status dnat ct original ip daddr ."
                                    + " meta l4proto . ct original proto-dst vmap @service-ips4"),
                    sample(
                            rule().l4proto(TCP)
                                    .ctStateNew()
                                    .ctOriginalDaddr(IP6)
                                    .l4proto()
                                    .ctOriginalDport()
                                    .vmap("service-ips6"),
                            "meta l4proto tcp ct state new ct original ip6 daddr . meta l4proto ."
                                    + " ct original proto-dst vmap @service-ips6"),
                    sample(
                            rule().nfproto(IP)
                                    .l4proto(TCP)
                                    .ctStateNew()
                                    .ctOriginalDaddr(IP)
                                    .in("nodeport-ips4")
                                    .l4proto()
                                    .ctOriginalDport()
                                    .vmap("service-nodeports"),
                            "meta nfproto ipv4 meta l4proto tcp ct state new ct original ip daddr"
                                    + " @nodeport-ips4 meta l4proto . ct original proto-dst vmap"
                                    + " @service-nodeports"),
                    sample(
                            rule().daddr(IP)
                                    .thDport()
                                    .in("pool4")
                                    .ctOriginalSaddr(IP)
                                    .to()
                                    .daddr(IP)
                                    .thDport()
                                    .update("clients4", 10_800_000)
                                    .build(),
                            "ip daddr . th dport @pool4 update @clients4 { ct original ip saddr"
                                    + " timeout 3h : ip daddr . th dport }"),
                    sample(
                            rule().daddr(IP6)
                                    .thDport()
                                    .in("pool6")
                                    .ctOriginalSaddr(IP6)
                                    .to()
                                    .daddr(IP6)
                                    .update("clients6", 61_000)
                                    .ctOriginalSaddr(IP6)
                                    .to()
                                    .thDport()
                                    .update("client-ports6", 61_000)
                                    .build(),
                            "ip6 daddr . th dport @pool6 update @clients6 { ct original ip6 saddr"
                                    + " timeout 1m1s : ip6 daddr } update @client-ports6 { ct"
                                    + " original ip6 saddr timeout 1m1s : th dport }"),
                    sample(rule().toCaller(), "return"),
                    sample(rule().jump("x"), "jump x"),
                    sample(rule().masquerade(), "masquerade fully-random"),
                    sample(rule().drop(), "drop"));

    static final List<Sample> ALL =
            Stream.of(SlotSamples.ALL, OTHERS).flatMap(List::stream).toList();

    private SampleRules() {}

    static RuleBuilder frontend(TableRef.Family family) {
        return rule().daddr(family).l4proto().thDport();
    }

    static Sample sample(Rule rule, String text) {
        return new Sample(rule, text);
    }

    private static Bytes ip6(String hex) {
        return Hex.bytes(hex);
    }
}
