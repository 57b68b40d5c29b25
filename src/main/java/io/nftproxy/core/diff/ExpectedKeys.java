package io.nftproxy.core.diff;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import java.util.Collection;
import java.util.List;

/**
 * Which keys a large map is likely to hold, told by who knows how the table is made. To ask for so
 * many keys is faster than to have the map listed; whether they are all there are is for the kernel
 * to say.
 */
public interface ExpectedKeys {
    /** Nothing is known of any set. */
    ExpectedKeys NONE =
            new ExpectedKeys() {
                @Override
                public boolean isKnown(SetSpec set) {
                    return false;
                }

                @Override
                public Collection<Bytes> of(SetSpec set, long count, Ruleset read) {
                    return List.of();
                }
            };

    /** Whether the rest of a table can tell the keys of a set. */
    boolean isKnown(SetSpec set);

    /**
     * The keys of a set, each once; made when they are gone through, for there are many.
     *
     * @param count how many elements the kernel has
     * @param read the table with the elements of the sets that are not known
     * @return so many keys; none if there should be more or fewer
     */
    Collection<Bytes> of(SetSpec set, long count, Ruleset read);
}
