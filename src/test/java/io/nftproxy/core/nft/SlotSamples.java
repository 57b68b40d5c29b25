package io.nftproxy.core.nft;

import static io.nftproxy.core.nft.RuleBuilder.rule;
import static io.nftproxy.core.nft.SampleRules.frontend;
import static io.nftproxy.core.nft.SampleRules.sample;
import static io.nftproxy.core.nft.TableRef.Family.IP;
import static io.nftproxy.core.nft.TableRef.Family.IP6;

import io.nftproxy.core.nft.SampleRules.Sample;
import java.util.List;

/** A rule for every way to draw a slot. */
final class SlotSamples {
    static final List<Sample> ALL =
            List.of(
                    sample(
                            frontend(IP).numgen(2).dnat(IP, "endpoints4"),
                            "dnat ip to ip daddr . meta l4proto . th dport . numgen random mod 2"
                                    + " map @endpoints4"),
                    sample(
                            frontend(IP).numgenInc(3).dnat(IP, "endpoints4"),
                            "dnat ip to ip daddr . meta l4proto . th dport . numgen inc mod 3"
                                    + " map @endpoints4"),
                    sample(
                            frontend(IP).jhash(IP, false, 251, 1).dnat(IP, "endpoints4"),
                            "dnat ip to ip daddr . meta l4proto . th dport . jhash ip saddr mod"
                                    + " 251 seed 0x1 map @endpoints4"),
                    sample(
                            frontend(IP).jhash(IP, true, 1021, 0xbeef).dnat(IP, "endpoints4"),
                            "dnat ip to ip daddr . meta l4proto . th dport . jhash ip saddr . th"
                                    + " sport mod 1021 seed 0xbeef map @endpoints4"),
                    sample(
                            frontend(IP6).jhash(IP6, false, 251, 1).dnat(IP6, "endpoints6"),
                            "dnat ip6 to ip6 daddr . meta l4proto . th dport . jhash ip6 saddr mod"
                                    + " 251 seed 0x1 map @endpoints6"),
                    sample(
                            frontend(IP6).jhash(IP6, true, 251, 1).dnat(IP6, "endpoints6"),
                            "dnat ip6 to ip6 daddr . meta l4proto . th dport . jhash ip6 saddr . th"
                                    + " sport mod 251 seed 0x1 map @endpoints6"),
                    sample(
                            rule().nfproto(IP)
                                    .l4proto()
                                    .thDport()
                                    .jhash(IP, false, 251, 1)
                                    .dnat(IP, "nodeport-endpoints4"),
                            "dnat ip to meta l4proto . th dport . jhash ip saddr mod 251 seed 0x1"
                                    + " map @nodeport-endpoints4"),
                    sample(
                            rule().nfproto(IP6)
                                    .l4proto()
                                    .thDport()
                                    .jhash(IP6, true, 251, 1)
                                    .dnat(IP6, "nodeport-endpoints6"),
                            "dnat ip6 to meta l4proto . th dport . jhash ip6 saddr . th sport mod"
                                    + " 251 seed 0x1 map @nodeport-endpoints6"),
                    sample(
                            frontend(IP6).numgen(1000).dnat(IP6, "endpoints6"),
                            "dnat ip6 to ip6 daddr . meta l4proto . th dport . numgen random mod"
                                    + " 1000 map @endpoints6"),
                    sample(
                            rule().nfproto(IP)
                                    .l4proto()
                                    .thDport()
                                    .numgen(4)
                                    .dnat(IP, "nodeport-endpoints4"),
                            "meta nfproto ipv4 dnat ip to meta l4proto . th dport . numgen random"
                                    + " mod 4 map @nodeport-endpoints4"),
                    sample(
                            rule().nfproto(IP6)
                                    .l4proto()
                                    .thDport()
                                    .numgen(1)
                                    .dnat(IP6, "nodeport-endpoints6"),
                            "meta nfproto ipv6 dnat ip6 to meta l4proto . th dport . numgen random"
                                    + " mod 1 map @nodeport-endpoints6"));

    private SlotSamples() {}
}
