package io.nftproxy.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.testing.DebugNetlink;
import io.nftproxy.testing.NftCommand;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What we hold of a rule is what nft makes of its text, as the kernel shows it. */
class RuleBuilderKernelIT {
    private static final String LIST = "nft --debug=netlink list table inet kube-proxy";

    @BeforeAll
    static void needsNft() {
        NftCommand.assumeAvailable();
    }

    @Test
    void buildsRulesAsNftDoes() {
        assertCompiledAs(SampleTable.ruleset(), SampleTable.RULES_CHAIN);
    }

    @Test
    void readsRulesOfOthersAsNftMeansThem() {
        List<Rule> rules = NftTextTest.foreignRules().values().stream().map(Rule::new).toList();
        Chain chain = new Chain("foreign", null, rules);
        assertCompiledAs(Ruleset.of(List.of(chain), List.of(), new TreeMap<>()), "foreign");
    }

    private static void assertCompiledAs(Ruleset ruleset, String chain) {
        String text = NftText.of(SampleTable.TABLE, ruleset);
        String listing = NftCommand.afterLoading(text, LIST);
        List<Rule> rules = Objects.requireNonNull(ruleset.chains().get(chain)).rules();
        assertThat(DebugNetlink.rulesOf(listing, chain))
                .containsExactlyElementsOf(rules.stream().map(DebugNetlink::of).toList());
    }
}
