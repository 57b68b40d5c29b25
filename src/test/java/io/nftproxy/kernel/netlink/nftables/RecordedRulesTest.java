package io.nftproxy.kernel.netlink.nftables;

import static io.nftproxy.core.nft.RuleBuilder.rule;
import static io.nftproxy.core.nft.TableRef.Family.IP;
import static io.nftproxy.core.nft.TableRef.Family.IP6;
import static io.nftproxy.kernel.netlink.nftables.Samples.TABLE;
import static io.nftproxy.kernel.netlink.nftables.Samples.THREE_HOURS_MS;
import static io.nftproxy.kernel.netlink.nftables.Samples.frontend;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Expression.ImmediateVerdict;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.kernel.netlink.HexDump;
import io.nftproxy.kernel.netlink.HexFile;
import io.nftproxy.testing.Hex;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules are encoded byte for byte as nft does for the same command. */
class RecordedRulesTest {
    private static final int MARK = 0x4000;
    private static final int TCP = 6;

    static Stream<Arguments> rules() {
        Bytes address = Hex.bytes("0a000001");
        return Stream.of(
                arguments("rule-dnat", frontend(IP).numgen(2).dnat(IP, "endpoints4")),
                arguments("rule-dnat6", frontend(IP6).numgen(3).dnat(IP6, "endpoints6")),
                arguments("rule-dnat-inc", frontend(IP).numgenInc(3).dnat(IP, "endpoints4")),
                arguments(
                        "rule-dnat-jhash",
                        frontend(IP).jhash(IP, false, 251, 1).dnat(IP, "endpoints4")),
                arguments(
                        "rule-dnat-jhash6",
                        frontend(IP6).jhash(IP6, true, 251, 1).dnat(IP6, "endpoints6")),
                arguments("rule-vmap", frontend(IP).vmap("service-ips4")),
                arguments(
                        "rule-mark",
                        rule().daddr(IP)
                                .in("cluster-ips4")
                                .saddr(IP)
                                .notWithin(address, 8)
                                .markOr(MARK)
                                .build()),
                arguments("rule-reject-icmp", rule().daddr(IP).within(address, 32).rejectPort(IP)),
                arguments("rule-fib-saddr", rule().fibSaddrLocal().goTo("cluster-2")),
                arguments("rule-fib-daddr", rule().fibDaddrLocal().jump("cluster-2")),
                arguments("rule-drop", rule().drop()),
                arguments("rule-accept", Rule.of(new ImmediateVerdict(Verdict.ACCEPT))),
                arguments(
                        "rule-masquerade-random", rule().markHas(MARK).markXor(MARK).masquerade()),
                arguments(
                        "rule-ct",
                        rule().l4proto(TCP)
                                .ctOriginalDaddr(IP)
                                .l4proto()
                                .ctOriginalDport()
                                .vmap("service-ips4")),
                arguments(
                        "rule-dynset",
                        rule().ctOriginalSaddr(IP)
                                .to()
                                .daddr(IP)
                                .thDport()
                                .update("affinity4", THREE_HOURS_MS)
                                .build()),
                arguments(
                        "rule-dynset6",
                        rule().ctOriginalSaddr(IP6)
                                .to()
                                .daddr(IP6)
                                .update("affinity6", THREE_HOURS_MS)
                                .build()));
    }

    /** Rules with an expression that nftproxy never writes. */
    private static final List<String> FOREIGN =
            List.of(
                    "rule-dnat-constant",
                    "rule-dynset-set",
                    "rule-lookup-inverted",
                    "rule-masquerade",
                    "rule-reject",
                    "rule-reject-reset",
                    "rule-verdicts");

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void addsRulesAsNftDoes(String file, Rule rule) {
        byte[] recorded = HexFile.read(file);

        HexDump.assertSame(
                file,
                recorded,
                RecordedMessage.encode(new Operation.AddRule(TABLE, "services", rule)));
        assertThat(RuleCodec.decode(RecordedMessage.of(recorded).attributes()))
                .isEqualTo(new RuleCodec.Decoded("services", rule));
    }

    @ParameterizedTest
    @FieldSource("FOREIGN")
    void keepsTheBytesOfUnknownExpressions(String file) {
        byte[] recorded = HexFile.read(file);

        Rule rule = RuleCodec.decode(RecordedMessage.of(recorded).attributes()).rule();

        assertThat(rule.expressions()).hasAtLeastOneElementOfType(Expression.Opaque.class);
        HexDump.assertSame(
                file,
                recorded,
                RecordedMessage.encode(new Operation.AddRule(TABLE, "services", rule)));
    }

    @Test
    void comparesEveryRecording() {
        Set<@Nullable Object> compared = new HashSet<>(FOREIGN);
        rules().forEach(arguments -> compared.add(arguments.get()[0]));

        assertThat(compared).containsExactlyInAnyOrderElementsOf(HexFile.names("rule-"));
    }

    @Test
    void comparesEveryKindOfExpression() {
        Set<Class<?>> compared =
                rules().map(arguments -> arguments.get()[1])
                        .flatMap(rule -> ((Rule) requireNonNull(rule)).expressions().stream())
                        .map(Expression::getClass)
                        .collect(Collectors.toSet());

        assertThat(Expression.class.getPermittedSubclasses())
                .filteredOn(kind -> !compared.contains(kind))
                .containsExactly(Expression.Opaque.class);
    }

    /** No kernel sends this; the bytes are kept like those of any unknown expression. */
    @Test
    void comparisonWithoutAValueIsUnknown() {
        Rule rule = Rule.of(new Expression.Cmp(true, 1, Bytes.EMPTY));
        byte[] message = RecordedMessage.encode(new Operation.AddRule(TABLE, "services", rule));

        assertThat(RuleCodec.decode(RecordedMessage.of(message).attributes()).rule().expressions())
                .singleElement()
                .isInstanceOf(Expression.Opaque.class);
    }
}
