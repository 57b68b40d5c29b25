package io.nftproxy.api.decode;

import org.jspecify.annotations.Nullable;

/**
 * A pool of frequent strings, so that 100,000 endpoints share the copies of their node names.
 *
 * <p>A direct-mapped cache: a string replaces another one with the same slot, at the cost of a
 * further copy. So the pool is bounded and needs no eviction. Not thread-safe.
 */
final class StringPool {
    /** Enough for the 5,000 nodes that Kubernetes supports in a cluster. */
    private static final int SLOTS = 8192;

    private final @Nullable String[] slots = new @Nullable String[SLOTS];

    String get(char[] text, int offset, int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + text[i];
        }
        int slot = (hash ^ hash >>> 16) & SLOTS - 1;
        String held = slots[slot];
        if (held != null && isSame(held, text, offset, length)) {
            return held;
        }
        String made = new String(text, offset, length);
        slots[slot] = made;
        return made;
    }

    private static boolean isSame(String held, char[] text, int offset, int length) {
        if (held.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (held.charAt(i) != text[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
