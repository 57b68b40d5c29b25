package io.nftproxy.core.nft;

/**
 * An index of packed elements by key. It uses open addressing, so that comparing a map of a hundred
 * thousand elements allocates no object for each.
 */
public final class PackedIndex {
    private final PackedElements elements;

    /** Positions in the list plus 1; 0 is a free slot. The length is a power of two. */
    private final int[] table;

    /**
     * Indexes the elements that the list has now.
     *
     * @param elements with unique keys
     */
    public PackedIndex(PackedElements elements) {
        this.elements = elements;
        table = new int[Integer.highestOneBit(Math.max(1, elements.size())) << 2];
        for (int i = 0; i < elements.size(); i++) {
            int at = elements.keyHash(i) & table.length - 1;
            while (table[at] != 0) {
                at = at + 1 & table.length - 1;
            }
            table[at] = i + 1;
        }
    }

    /** Returns the index of the element with this key; -1 if there is none. */
    public int find(Bytes key) {
        int at = key.hashCode() & table.length - 1;
        while (table[at] != 0) {
            if (elements.hasKey(table[at] - 1, key)) {
                return table[at] - 1;
            }
            at = at + 1 & table.length - 1;
        }
        return -1;
    }

    /** Returns the index of the element with the key of an element of another list, or -1. */
    public int find(PackedElements others, int other) {
        int at = others.keyHash(other) & table.length - 1;
        while (table[at] != 0) {
            if (elements.hasKeyOf(table[at] - 1, others, other)) {
                return table[at] - 1;
            }
            at = at + 1 & table.length - 1;
        }
        return -1;
    }
}
