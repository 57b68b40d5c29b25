package io.nftproxy.testing;

import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.diff.TransactionText;

/** A transaction as input of {@code nft -f}. */
public final class NftScript {
    private NftScript() {}

    /** Returns one line for each operation; empty text for an empty transaction. */
    public static String of(Transaction transaction) {
        StringBuilder text = new StringBuilder();
        transaction
                .operations()
                .forEach(operation -> text.append(TransactionText.of(operation)).append('\n'));
        return text.toString();
    }
}
