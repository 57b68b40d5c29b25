package io.nftproxy.core.nft;

/**
 * Finds packed elements by their keys, by open addressing: a map of a hundred thousand elements is
 * compared with what the kernel has without an object for each.
 */
public final class PackedIndex {
    private final PackedElements elements;

    /** Places in the list, counted from 1; 0 is free. Its length is a power of two. */
    private final int[] table;

    /**
     * Indexes all there are by now.
     *
     * @param elements no two of which have the same key
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

    /** The place of the element with this key; -1 if there is none. */
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
}
