package io.nftproxy.core.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.kernel.Nft;
import io.nftproxy.testing.DebugNetlink;
import io.nftproxy.testing.DebugNetlink.Form;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** {@link RuleBuilder} compiles a rule to the expressions that nft sends for the same text. */
class RuleBuilderKernelIT {
    @Test
    void rulesHaveTheExpressionsThatNftSends() throws Exception {
        assertCompiledAs(SampleTable.ruleset(), SampleTable.RULES_CHAIN);
    }

    @Test
    void rulesOfOtherProgramsAreDecoded() throws Exception {
        List<Rule> rules = NftTextTest.foreignRules().values().stream().map(Rule::new).toList();
        Chain chain = new Chain("foreign", null, rules);
        assertCompiledAs(Ruleset.of(List.of(chain), List.of(), new TreeMap<>()), "foreign");
    }

    private static void assertCompiledAs(Ruleset ruleset, String chain) throws Exception {
        try (NetworkNamespace namespace = KernelTests.freshNamespace()) {
            Nft nft = new Nft(namespace);
            nft.load(NftText.of(SampleTable.TABLE, ruleset));
            String listing = nft.run("--debug=netlink", "list", "table", "inet", "kube-proxy");
            List<Rule> rules = Objects.requireNonNull(ruleset.chains().get(chain)).rules();
            assertThat(DebugNetlink.rulesOf(listing, chain))
                    .isIn(text(rules, Form.WORDS), text(rules, Form.BYTES));
        }
    }

    private static List<String> text(List<Rule> rules, Form form) {
        return rules.stream().map(rule -> DebugNetlink.of(rule, form)).toList();
    }
}
