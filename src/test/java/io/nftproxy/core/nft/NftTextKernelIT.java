package io.nftproxy.core.nft;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.nft.BaseChain.Hook;
import io.nftproxy.core.nft.BaseChain.Type;
import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.kernel.Nft;
import io.nftproxy.testing.NftListing;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The text of {@link NftText} loads with {@code nft -f} and equals what {@code nft list} prints
 * afterwards.
 */
class NftTextKernelIT {
    @Test
    void tablesArePrintedAsNftListsThem() throws Exception {
        assertListedAs(NftText.of(SampleTable.TABLE, SampleTable.ruleset()));
    }

    @Test
    void rulesOfOtherProgramsArePrintedAsNftListsThem() throws Exception {
        List<Rule> rules = NftTextTest.foreignRules().values().stream().map(Rule::new).toList();
        Chain chain = new Chain("foreign", null, rules);
        Ruleset ruleset = Ruleset.of(List.of(chain), List.of(), new TreeMap<>());
        assertListedAs(NftText.of(SampleTable.TABLE, ruleset));
    }

    @Test
    void prioritiesAreNamedAsInNft() throws Exception {
        List<Chain> chains = new ArrayList<>();
        chains.add(Chain.of("x"));
        for (Hook hook : Hook.values()) {
            for (int priority = -320; priority <= 120; priority++) {
                if (priority % 50 == 0 || Math.floorMod(priority + 25, 50) >= 10) {
                    String name = hook + "_" + (priority + 1000);
                    chains.add(SampleTable.base(name, Type.FILTER, hook, priority));
                }
            }
        }
        Ruleset ruleset = Ruleset.of(chains, List.of(), new TreeMap<>());
        assertListedAs(NftText.of(SampleTable.TABLE, ruleset));
    }

    private static void assertListedAs(String text) throws Exception {
        try (NetworkNamespace namespace = KernelTests.freshNamespace()) {
            Nft nft = new Nft(namespace);
            nft.load(text);
            assertThat(NftListing.normalised(nft.listTable()))
                    .isEqualTo(NftListing.normalised(text));
        }
    }
}
