package io.nftproxy.core.diff;

/**
 * The number of elements in a dynamic set.
 *
 * @param set its name
 * @param elements the number of elements; recently expired ones may be included
 * @param size the maximum number of elements; 0 for no limit
 */
public record SetFill(String set, long elements, long size) {
    /** Returns whether the set is full, so that packets can add no element. */
    public boolean isFull() {
        return size != 0 && elements >= size;
    }
}
