package io.nftproxy.core.trace;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.SetSpec;
import org.jspecify.annotations.Nullable;

/** The port to the elements of sets: as one table in memory, or read from a kernel one by one. */
@FunctionalInterface
public interface ElementLookup {
    /** Returns the element that a set has for a key, as a packet finds it; null if it has none. */
    @Nullable Element find(SetSpec set, Bytes key);
}
