package io.nftproxy.core.render;

/**
 * An object that the table has once for several Services. It exists while at least one Part refers
 * to it.
 */
sealed interface Shared permits SharedChain, SharedElement, AllowList {
    /** Returns whether it includes a chain of this name. */
    boolean hasChain(String name);

    /** Returns whether it includes a set of this name. */
    boolean hasSet(String name);
}
