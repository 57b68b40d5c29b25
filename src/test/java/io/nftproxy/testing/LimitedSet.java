package io.nftproxy.testing;

import io.nftproxy.core.nft.SetSpec;

/** A set with a maximum number of elements. */
public final class LimitedSet {
    private LimitedSet() {}

    /** Returns the same declaration with {@code size N}. */
    public static SetSpec of(int size, SetSpec set) {
        return new SetSpec(set.name(), set.key(), set.data(), set.typeof(), set.flags(), size);
    }
}
