package io.nftproxy.core.diff;

/**
 * The number of elements in a dynamic set.
 *
 * @param set its name
 * @param elements the number of elements; recently expired ones may be included
 * @param size the maximum number of elements; 0 for no limit
 */
public record SetFill(String set, long elements, long size) {
    private static final int FULL_PERCENT = 99;

    /**
     * Returns whether the set is full, so that packets can add no element. In a full set elements
     * expire and others take their places all the time, and a dump omits expired ones that still
     * take a place. So almost full counts as full.
     */
    public boolean isFull() {
        return size != 0 && elements * 100 >= size * FULL_PERCENT;
    }
}
