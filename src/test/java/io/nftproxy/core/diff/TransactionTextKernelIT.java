package io.nftproxy.core.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.nft.NftText;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SampleTable;
import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.kernel.Nft;
import io.nftproxy.testing.NftListing;
import io.nftproxy.testing.NftScript;
import org.junit.jupiter.api.Test;

/** {@code nft -f} loads the text of a transaction and makes the same table. */
class TransactionTextKernelIT {
    @Test
    void nftLoadsTheText() throws Exception {
        TransactionBuilder transaction = new TransactionBuilder(SampleTable.TABLE);
        RulesetDiff.between(Ruleset.ABSENT, SampleTable.ruleset(), transaction);
        try (NetworkNamespace namespace = KernelTests.freshNamespace()) {
            Nft nft = new Nft(namespace);
            nft.load(NftScript.of(transaction.build()));
            String wanted = NftText.of(SampleTable.TABLE, SampleTable.ruleset());
            String comment = "comment \"rules for kube-proxy\"\n";
            assertThat(NftListing.normalised(nft.listTable()).replace(comment, ""))
                    .isEqualTo(NftListing.normalised(wanted));
        }
    }
}
