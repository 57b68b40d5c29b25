package io.nftproxy.api.decode;

import org.jspecify.annotations.Nullable;

/**
 * Keeps one copy of strings that come again and again, so that 100,000 endpoints do not hold
 * 100,000 node names.
 *
 * <p>A direct-mapped cache: of two strings that fall on one slot the later stays, which costs a
 * copy and nothing else. So it is bounded without anything to evict. Not thread-safe.
 */
final class StringPool {
    /** Room for the node names of the biggest cluster that Kubernetes promises to carry, 5,000. */
    private static final int SLOTS = 8192;

    private final @Nullable String[] slots = new @Nullable String[SLOTS];

    /** The string of these characters. */
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
