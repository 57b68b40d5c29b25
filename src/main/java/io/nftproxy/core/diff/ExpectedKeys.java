package io.nftproxy.core.diff;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import java.util.Collection;
import java.util.List;

/**
 * A prediction of the keys in a large map, made from the rest of the table. The kernel gets
 * elements by key much faster than it dumps a map (ADR 9); its replies show whether the prediction
 * is complete.
 */
public interface ExpectedKeys {
    /** No prediction for any set. */
    ExpectedKeys NONE =
            new ExpectedKeys() {
                @Override
                public boolean isKnown(SetSpec set) {
                    return false;
                }

                @Override
                public Collection<Bytes> of(SetSpec set, Ruleset read) {
                    return List.of();
                }
            };

    /** Returns whether the keys of a set can be predicted. */
    boolean isKnown(SetSpec set);

    /**
     * Predicts the keys of a set, each once. The iterator creates them one by one, because there
     * are many.
     *
     * @param read the table, with the elements of all sets whose keys cannot be predicted
     */
    Collection<Bytes> of(SetSpec set, Ruleset read);
}
