package io.nftproxy.kernel;

import static io.nftproxy.core.nft.TableRef.Family.IP;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Expression.Opaque;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.kernel.netlink.nftables.CompleteTable;
import io.nftproxy.testing.Hex;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A table made by another program is read without loss, and never equals one of ours. */
@Tag("kernel-ring")
class ForeignTableKernelIT {
    @AutoClose private final KernelTestbed testbed = new KernelTestbed();
    private Ruleset ruleset;

    @BeforeEach
    void load() throws Exception {
        try (InputStream text = getClass().getResourceAsStream("/kernel/foreign.nft")) {
            byte[] bytes = requireNonNull(text).readAllBytes();
            testbed.nft().load(new String(bytes, StandardCharsets.UTF_8));
        }
        ruleset = testbed.table().read();
    }

    @Test
    void knownRulesAreReadAsOurs() {
        assertThat(rules("services"))
                .contains(RuleBuilder.rule().daddr(IP).in("cluster-ips4").drop());
    }

    @Test
    void unknownExpressionsAreOpaque() {
        assertThat(rules("services"))
                .extracting(ForeignTableKernelIT::opaqueNames)
                .containsExactly(
                        List.of("log", "limit"),
                        List.of("objref"),
                        List.of(),
                        List.of("immediate", "immediate", "nat"),
                        List.of("numgen"),
                        List.of("cmp"));
    }

    @Test
    void opaqueExpressionsKeepTheirBytes() throws Exception {
        Rule logging = rules("services").getFirst();
        testbed.table()
                .commit(
                        new Transaction(
                                List.of(
                                        new Operation.FlushChain(CompleteTable.TABLE, "services"),
                                        new Operation.AddRule(
                                                CompleteTable.TABLE, "services", logging))));

        assertThat(testbed.nft().listTable()).contains("log prefix \"seen \" limit rate 3/second");
    }

    @Test
    void baseChainsOfOtherKindsDifferFromOurs() {
        Chain dropping = requireNonNull(ruleset.chains().get("dropping"));
        Chain routing = requireNonNull(ruleset.chains().get("routing"));

        assertThat(List.of(dropping, routing))
                .allSatisfy(chain -> assertThat(chain.base()).isNull())
                .allSatisfy(
                        chain ->
                                assertThat(opaqueNames(chain.rules().getLast()))
                                        .containsExactly("base chain"));
    }

    @Test
    void setsOfOtherKindsDifferFromOurs() {
        assertThat(ruleset.sets().values())
                .filteredOn(set -> set.key().isEmpty())
                .containsExactly(SetSpec.unknown("counted"), SetSpec.unknown("interfaces"));
    }

    @Test
    void anonymousSetsBelongToTheirRules() {
        assertThat(ruleset.sets().keySet())
                .isEqualTo(Set.of("cluster-ips4", "counted", "interfaces", "service-ips4"));
    }

    @Test
    void timeoutIsNoPartOfAnElement() {
        assertThat(ruleset.elementsOf("service-ips4"))
                .containsExactly(
                        Element.of(Hex.bytes("0a60000a 06000000 00500000"), Verdict.DROP)
                                .withComment("default/web"));
    }

    private List<Rule> rules(String chain) {
        return requireNonNull(ruleset.chains().get(chain)).rules();
    }

    private static List<String> opaqueNames(Rule rule) {
        return rule.expressions().stream()
                .filter(Opaque.class::isInstance)
                .map(expression -> ((Opaque) expression).name())
                .toList();
    }
}
