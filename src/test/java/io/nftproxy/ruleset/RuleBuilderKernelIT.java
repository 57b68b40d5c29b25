package io.nftproxy.ruleset;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.testing.DebugNetlink;
import io.nftproxy.testing.NftCommand;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the builder makes of a rule is what nft makes of its text, as the kernel holds it. */
class RuleBuilderKernelIT {

    @BeforeAll
    static void needsNft() {
        NftCommand.assumeAvailable();
    }

    @Test
    void compilesAsNftDoes() {
        String listing =
                NftCommand.afterLoading(
                        SampleRules.tableText(), "nft --debug=netlink list table inet kube-proxy");
        assertThat(expressionsOf(listing, "samples")).isEqualTo(expected());
    }

    private static String expected() {
        return SampleRules.ALL.stream()
                .map(sample -> DebugNetlink.of(sample.rule()))
                .collect(Collectors.joining("\n"));
    }

    /** The expressions of one chain's rules, with an empty line between rules. */
    private static String expressionsOf(String listing, String chain) {
        Pattern rules =
                Pattern.compile(
                        "^inet kube-proxy " + chain + " .*\n((?:  \\[.*\n)+)", Pattern.MULTILINE);
        Matcher matcher = rules.matcher(listing);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append(matcher.group(1).replaceAll("(?m)^  ", ""));
        }
        // An operation on nothing, see docs/netlink.md: the kernel's loop runs length/size times.
        return text.toString()
                .replaceAll("(?m)^\\[ byteorder reg \\d+ = hton\\(reg \\d+, 2, 1\\) ]\n", "");
    }
}
