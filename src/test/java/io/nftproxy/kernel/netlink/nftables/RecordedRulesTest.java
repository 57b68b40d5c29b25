package io.nftproxy.kernel.netlink.nftables;

import static io.nftproxy.kernel.netlink.nftables.Samples.*;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Expression.Counter;
import io.nftproxy.core.nft.Expression.CtKey;
import io.nftproxy.core.nft.Expression.Dnat;
import io.nftproxy.core.nft.Expression.DynsetUpdate;
import io.nftproxy.core.nft.Expression.ImmediateData;
import io.nftproxy.core.nft.Expression.Jhash;
import io.nftproxy.core.nft.Expression.Masquerade;
import io.nftproxy.core.nft.Expression.MetaKey;
import io.nftproxy.core.nft.Expression.MetaLoad;
import io.nftproxy.core.nft.Expression.Numgen;
import io.nftproxy.core.nft.Expression.Payload;
import io.nftproxy.core.nft.Expression.Reject;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.TableRef.Family;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.kernel.netlink.HexDump;
import io.nftproxy.kernel.netlink.HexFile;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules are encoded byte for byte as nft does for the same command. */
class RecordedRulesTest {
    static Stream<Arguments> rules() {
        return Stream.of(
                rule(
                        "rule-dnat",
                        nfproto(),
                        equal("02"),
                        ipDaddr(0),
                        l4proto(1),
                        destinationPort(2),
                        new Numgen(Numgen.Mode.RANDOM, 3, 2),
                        map(ENDPOINTS4),
                        new Dnat(Family.IP, 0, 1)),
                rule(
                        "rule-dnat6",
                        nfproto(),
                        equal("0a"),
                        ip6Daddr(0),
                        l4proto(4),
                        destinationPort(5),
                        new Numgen(Numgen.Mode.RANDOM, 6, 3),
                        map(ENDPOINTS6),
                        new Dnat(Family.IP6, 0, 4)),
                rule(
                        "rule-dnat-inc",
                        nfproto(),
                        equal("02"),
                        ipDaddr(0),
                        l4proto(1),
                        destinationPort(2),
                        new Numgen(Numgen.Mode.INC, 3, 3),
                        map(ENDPOINTS4),
                        new Dnat(Family.IP, 0, 1)),
                rule(
                        "rule-dnat-jhash",
                        nfproto(),
                        equal("02"),
                        ipDaddr(0),
                        l4proto(1),
                        destinationPort(2),
                        ipSaddr(8),
                        new Jhash(8, 4, 3, 251, 1),
                        map(ENDPOINTS4),
                        new Dnat(Family.IP, 0, 1)),
                rule(
                        "rule-dnat-jhash6",
                        nfproto(),
                        equal("0a"),
                        ip6Daddr(0),
                        l4proto(4),
                        destinationPort(5),
                        network(8, 16, 11),
                        new Payload(Payload.Base.TRANSPORT, 0, 2, 15),
                        new Jhash(11, 20, 6, 251, 1),
                        map(ENDPOINTS6),
                        new Dnat(Family.IP6, 0, 4)),
                rule(
                        "rule-vmap",
                        nfproto(),
                        equal("02"),
                        ipDaddr(0),
                        l4proto(1),
                        destinationPort(2),
                        vmap(SERVICE_IPS4)),
                rule(
                        "rule-mark",
                        nfproto(),
                        equal("02"),
                        ipDaddr(0),
                        in(CLUSTER_IPS4),
                        network(12, 1, 0),
                        unequal("0a"),
                        loadMark(),
                        maskAndXor("ffbfffff", "00400000"),
                        setMark()),
                rule(
                        "rule-lookup-inverted",
                        nfproto(),
                        equal("02"),
                        ipDaddr(0),
                        notIn(CLUSTER_IPS4),
                        new Reject(Reject.Type.ICMP_UNREACHABLE, 3)),
                rule("rule-reject", new Reject(Reject.Type.ICMPX_UNREACHABLE, 1)),
                rule(
                        "rule-reject-reset",
                        l4proto(0),
                        equal("06"),
                        new Reject(Reject.Type.TCP_RESET, 0)),
                rule(
                        "rule-fib-saddr",
                        local(true),
                        equal("02000000"),
                        verdict(new Verdict.Goto("cluster-2"))),
                rule(
                        "rule-fib-daddr",
                        local(false),
                        equal("02000000"),
                        verdict(new Verdict.Jump("cluster-2"))),
                rule(
                        "rule-verdicts",
                        new MetaLoad(MetaKey.IIFNAME, 0),
                        equal("65746830 00000000 00000000 00000000"),
                        new Counter(),
                        verdict(Verdict.RETURN)),
                rule("rule-drop", verdict(Verdict.DROP)),
                rule("rule-accept", verdict(Verdict.ACCEPT)),
                rule("rule-masquerade", new Masquerade(false)),
                rule(
                        "rule-masquerade-random",
                        loadMark(),
                        maskAndXor("00400000", "00000000"),
                        unequal("00000000"),
                        loadMark(),
                        maskAndXor("ffffffff", "00400000"),
                        setMark(),
                        new Masquerade(true)),
                rule(
                        "rule-ct",
                        l4proto(0),
                        equal("06"),
                        original(CtKey.DST_IP, 0),
                        l4proto(1),
                        original(CtKey.PROTO_DST, 2),
                        vmap(SERVICE_IPS4)),
                rule(
                        "rule-dynset",
                        nfproto(),
                        equal("02"),
                        original(CtKey.SRC_IP, 0),
                        ipDaddr(4),
                        destinationPort(5),
                        new DynsetUpdate("affinity4", 0, 4, THREE_HOURS_MS)),
                rule(
                        "rule-dynset6",
                        nfproto(),
                        equal("0a"),
                        original(CtKey.SRC_IP6, 0),
                        ip6Daddr(4),
                        new DynsetUpdate("affinity6", 0, 4, THREE_HOURS_MS)),
                rule(
                        "rule-dynset-set",
                        nfproto(),
                        equal("02"),
                        ipSaddr(0),
                        new DynsetUpdate("clients4", 0, null, 0)),
                rule(
                        "rule-dnat-constant",
                        new ImmediateData(0, Bytes.ofHex("0a010203")),
                        new Dnat(Family.IP, 0, null)));
    }

    private static Arguments rule(String file, Expression... expressions) {
        return arguments(file, Rule.of(expressions));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void addsRulesAsNftDoes(String file, Rule rule) {
        byte[] recorded = HexFile.read(file);

        HexDump.assertSame(
                file,
                recorded,
                RecordedMessage.encode(new Operation.AddRule(TABLE, "services", rule)));
        assertThat(RuleCodec.decode(RecordedMessage.of(recorded).attributes()))
                .isEqualTo(new RuleCodec.Decoded("kube-proxy", "services", rule));
    }

    @Test
    void everyRecordIsCompared() {
        Set<String> compared =
                rules().map(arguments -> (String) arguments.get()[0]).collect(Collectors.toSet());

        assertThat(compared).containsExactlyInAnyOrderElementsOf(HexFile.names("rule-"));
    }

    @Test
    void everyKindOfExpressionIsCompared() {
        Set<Class<?>> compared =
                rules().map(arguments -> arguments.get()[1])
                        .flatMap(rule -> ((Rule) requireNonNull(rule)).expressions().stream())
                        .map(Expression::getClass)
                        .collect(Collectors.toSet());

        assertThat(Expression.class.getPermittedSubclasses())
                .filteredOn(kind -> !compared.contains(kind))
                .containsExactly(Expression.Opaque.class);
    }
}
