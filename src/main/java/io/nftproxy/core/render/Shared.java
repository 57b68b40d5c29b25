package io.nftproxy.core.render;

/**
 * Something that several Services may need and the table holds once. It exists while at least one
 * Part refers to it.
 */
sealed interface Shared permits SharedChain, SharedElement, AllowList {
    /** Whether it is or has a chain of this name. */
    boolean hasChain(String name);

    /** Whether it has a set of this name. */
    boolean hasSet(String name);
}
