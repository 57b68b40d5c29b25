package io.nftproxy.core.diff;

/**
 * How many elements a set has that packets fill.
 *
 * @param set its name
 * @param elements as many as there are; some may have expired a moment ago
 * @param size as many as it takes; 0 for no limit
 */
public record SetFill(String set, long elements, long size) {
    /** Whether packets can add no more. */
    public boolean isFull() {
        return size != 0 && elements >= size;
    }
}
