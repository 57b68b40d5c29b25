package io.nftproxy.kernel.netlink.nftables;

import static io.nftproxy.kernel.netlink.nftables.Samples.*;

import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Expression.Counter;
import io.nftproxy.core.nft.Expression.CtKey;
import io.nftproxy.core.nft.Expression.CtLoad;
import io.nftproxy.core.nft.Expression.Dnat;
import io.nftproxy.core.nft.Expression.DynsetUpdate;
import io.nftproxy.core.nft.Expression.Lookup;
import io.nftproxy.core.nft.Expression.Masquerade;
import io.nftproxy.core.nft.Expression.MetaKey;
import io.nftproxy.core.nft.Expression.MetaLoad;
import io.nftproxy.core.nft.Expression.Numgen;
import io.nftproxy.core.nft.Expression.Reject;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.TableRef.Family;
import io.nftproxy.core.nft.Verdict;
import java.util.List;

/** Rules as nft compiles them, each with its text. */
final class SampleRules {
    private SampleRules() {}

    static List<Rule> drawing() {
        return List.of(
                // dnat ip to ip daddr . meta l4proto . th dport . numgen random mod 2 map …
                Rule.of(
                        nfproto(),
                        equal("02"),
                        ipDaddr(0),
                        l4proto(1),
                        destinationPort(2),
                        new Numgen(Numgen.Mode.RANDOM, 3, 2),
                        map(ENDPOINTS4),
                        new Dnat(Family.IP, 0, 1)),
                // dnat ip6 to ip6 daddr . meta l4proto . th dport . numgen random mod 1 map …
                Rule.of(
                        nfproto(),
                        equal("0a"),
                        ip6Daddr(0),
                        l4proto(4),
                        destinationPort(5),
                        new Numgen(Numgen.Mode.RANDOM, 6, 1),
                        map(ENDPOINTS6),
                        new Dnat(Family.IP6, 0, 4)),
                // meta l4proto tcp dnat ip to ip saddr map @affinity4
                Rule.of(
                        l4proto(0),
                        equal("06"),
                        nfproto(),
                        equal("02"),
                        ipSaddr(0),
                        map(AFFINITY4),
                        new Dnat(Family.IP, 0, 1)),
                // meta l4proto tcp dnat ip6 to ip6 saddr map @affinity6 : ip6 saddr map …
                Rule.of(
                        l4proto(0),
                        equal("06"),
                        nfproto(),
                        equal("0a"),
                        network(8, 16, 0),
                        map(AFFINITY6),
                        network(8, 16, 4),
                        new Lookup(AFFINITY_PORT6.name(), 4, 4, false, false),
                        new Dnat(Family.IP6, 0, 4)),
                Rule.of(verdict(Verdict.DROP)));
    }

    static List<Rule> dispatching() {
        return List.of(
                // ip daddr @cluster-ips4 ip saddr != 10.0.0.0/8 meta mark set meta mark | 0x4000
                Rule.of(
                        nfproto(),
                        equal("02"),
                        ipDaddr(0),
                        in(CLUSTER_IPS4),
                        network(12, 1, 0),
                        unequal("0a"),
                        loadMark(),
                        maskAndXor("ffbfffff", "00400000"),
                        setMark()),
                // fib saddr type local counter goto cluster-2
                Rule.of(
                        local(true),
                        equal("02000000"),
                        new Counter(),
                        verdict(new Verdict.Goto("cluster-2"))),
                // ip daddr . meta l4proto . th dport vmap @service-ips4
                Rule.of(
                        nfproto(),
                        equal("02"),
                        ipDaddr(0),
                        l4proto(1),
                        destinationPort(2),
                        vmap(SERVICE_IPS4)),
                // iifname "eth0" accept
                Rule.of(
                        new MetaLoad(MetaKey.IIFNAME, 0),
                        equal("65746830 00000000 00000000 00000000"),
                        verdict(Verdict.ACCEPT)),
                // fib daddr type local return
                Rule.of(local(false), equal("02000000"), verdict(Verdict.RETURN)));
    }

    static List<Rule> learning() {
        return List.of(
                // meta l4proto tcp ct original ip daddr . meta l4proto . ct original proto-dst vmap
                // …
                Rule.of(
                        l4proto(0),
                        equal("06"),
                        original(CtKey.DST_IP, 0),
                        l4proto(1),
                        original(CtKey.PROTO_DST, 2),
                        vmap(AFFINITY_SERVICES4)),
                // ip daddr . th dport @affinity-pool4 update @affinity4 { ct original ip saddr … }
                Rule.of(
                        nfproto(),
                        equal("02"),
                        ipDaddr(0),
                        destinationPort(1),
                        in(AFFINITY_POOL4),
                        original(CtKey.SRC_IP, 0),
                        ipDaddr(4),
                        destinationPort(5),
                        new DynsetUpdate(AFFINITY4.name(), 0, 4, THREE_HOURS_MS)),
                // update @affinity6 { ct original ip6 saddr timeout 3h : ip6 daddr } and the port
                Rule.of(
                        nfproto(),
                        equal("0a"),
                        original(CtKey.SRC_IP6, 0),
                        ip6Daddr(4),
                        new DynsetUpdate(AFFINITY6.name(), 0, 4, THREE_HOURS_MS),
                        original(CtKey.SRC_IP6, 0),
                        destinationPort(4),
                        new DynsetUpdate(AFFINITY_PORT6.name(), 0, 4, THREE_HOURS_MS)),
                // update @clients4 { ip saddr }
                Rule.of(
                        nfproto(),
                        equal("02"),
                        ipSaddr(0),
                        new DynsetUpdate(CLIENTS4.name(), 0, null, 0)));
    }

    static List<Rule> rejecting() {
        Expression ctState = new CtLoad(CtKey.STATE, CtLoad.Direction.NONE, 0);
        return List.of(
                // ct state new ip daddr != @cluster-ips4 reject with icmp port-unreachable
                Rule.of(
                        ctState,
                        maskAndXor("08000000", "00000000"),
                        unequal("00000000"),
                        nfproto(),
                        equal("02"),
                        ipDaddr(0),
                        notIn(CLUSTER_IPS4),
                        new Reject(Reject.Type.ICMP_UNREACHABLE, 3)),
                // ip6 daddr @service-cidrs6 reject with icmpv6 port-unreachable
                Rule.of(
                        nfproto(),
                        equal("0a"),
                        ip6Daddr(0),
                        in(SERVICE_CIDRS6),
                        new Reject(Reject.Type.ICMP_UNREACHABLE, 4)),
                // ip daddr . meta l4proto . th dport . ip saddr @source-ranges4 return
                Rule.of(
                        nfproto(),
                        equal("02"),
                        ipDaddr(0),
                        l4proto(1),
                        destinationPort(2),
                        ipSaddr(3),
                        in(SOURCE_RANGES4),
                        verdict(Verdict.RETURN)),
                // meta l4proto tcp reject with tcp reset
                Rule.of(l4proto(0), equal("06"), new Reject(Reject.Type.TCP_RESET, 0)),
                // reject, which is icmpx port-unreachable
                Rule.of(new Reject(Reject.Type.ICMPX_UNREACHABLE, 1)));
    }

    static List<Rule> masquerading() {
        return List.of(
                // meta mark & 0x4000 != 0 meta mark set meta mark ^ 0x4000 masquerade fully-random
                Rule.of(
                        loadMark(),
                        maskAndXor("00400000", "00000000"),
                        unequal("00000000"),
                        loadMark(),
                        maskAndXor("ffffffff", "00400000"),
                        setMark(),
                        new Masquerade(true)),
                // ct status dnat ip saddr . ip daddr . meta l4proto . th dport @hairpin4 masquerade
                Rule.of(
                        new CtLoad(CtKey.STATUS, CtLoad.Direction.NONE, 0),
                        maskAndXor("20000000", "00000000"),
                        unequal("00000000"),
                        nfproto(),
                        equal("02"),
                        ipSaddr(0),
                        ipDaddr(1),
                        l4proto(2),
                        destinationPort(3),
                        in(HAIRPIN4),
                        new Masquerade(false)));
    }
}
