package io.nftproxy.core.render;

import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.SetSpec;
import org.jspecify.annotations.Nullable;

/**
 * An element that several Services need, for example because they select the same pod. Equal if set
 * and key are equal.
 */
record SharedElement(SetSpec set, Element element) implements Shared {
    @Override
    public boolean hasChain(String name) {
        return false;
    }

    @Override
    public boolean hasSet(String name) {
        return false;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SharedElement that
                && set.name().equals(that.set.name())
                && element.key().equals(that.element.key());
    }

    @Override
    public int hashCode() {
        return set.name().hashCode() * 31 + element.key().hashCode();
    }
}
