package io.nftproxy.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.ruleset.NftText;
import io.nftproxy.ruleset.Ruleset;
import io.nftproxy.ruleset.SampleTable;
import io.nftproxy.testing.NftCommand;
import io.nftproxy.testing.NftListing;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The text of a transaction does with nft what the transaction does. */
class TransactionTextKernelIT {
    private static final String LIST = "nft list table inet kube-proxy";

    @BeforeAll
    static void needsNft() {
        NftCommand.assumeAvailable();
    }

    @Test
    void makesTheTableItDescribes() {
        TransactionBuilder transaction = new TransactionBuilder(SampleTable.TABLE);
        RulesetDiff.between(Ruleset.ABSENT, SampleTable.ruleset(), transaction);
        String listed = NftCommand.afterLoading(TransactionText.of(transaction.build()), LIST);
        String wanted = NftText.of(SampleTable.TABLE, SampleTable.ruleset());
        String comment = "comment \"rules for kube-proxy\"\n";
        assertThat(NftListing.normalised(listed).replace(comment, ""))
                .isEqualTo(NftListing.normalised(wanted));
    }
}
