package io.nftproxy.core.model;

import org.jspecify.annotations.Nullable;

/** Parser and formatter of {@link IpAddress}: accepts RFC 4291 section 2.2, writes RFC 5952. */
final class IpAddressText {
    private static final int WORDS = 8;

    private IpAddressText() {}

    static @Nullable IpAddress parse(String text) {
        return text.indexOf(':') >= 0 ? parse6(text) : parse4(text);
    }

    private static @Nullable IpAddress parse4(String text) {
        long bits = parseQuad(text);
        return bits < 0 ? null : new IpAddress(IpFamily.IPV4, 0, bits);
    }

    /** Parses dotted decimal; returns 32 bits, or -1 if the text is not an IPv4 address. */
    private static long parseQuad(String text) {
        long bits = 0;
        int octets = 0;
        int at = 0;
        while (at <= text.length()) {
            int dot = text.indexOf('.', at);
            int end = dot < 0 ? text.length() : dot;
            int octet = parseOctet(text, at, end);
            if (octet < 0 || ++octets > 4) {
                return -1;
            }
            bits = bits << 8 | octet;
            at = end + 1;
        }
        return octets == 4 ? bits : -1;
    }

    private static int parseOctet(String text, int from, int to) {
        // Up to six digits, because old objects have leading zeros.
        if (from == to || to - from > 6) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value > 255 ? -1 : value;
    }

    private static @Nullable IpAddress parse6(String text) {
        int gap = text.indexOf("::");
        int[] words = new int[WORDS];
        if (gap < 0) {
            return parseWords(text, words, 0) == WORDS ? ofWords(words) : null;
        }
        int[] tail = new int[WORDS];
        String after = text.substring(gap + 2);
        int head = gap == 0 ? 0 : parseWords(text.substring(0, gap), words, 0);
        int rest = after.isEmpty() ? 0 : parseWords(after, tail, 0);
        if (head < 0 || rest < 0 || head + rest >= WORDS) {
            return null;
        }
        System.arraycopy(tail, 0, words, WORDS - rest, rest);
        return ofWords(words);
    }

    /**
     * Parses colon-separated groups, the last of which may be dotted decimal; returns the number of
     * words, or -1 on a syntax error.
     */
    private static int parseWords(String text, int[] words, int start) {
        int count = start;
        String[] groups = text.split(":", -1);
        for (int i = 0; i < groups.length; i++) {
            boolean quad = i == groups.length - 1 && groups[i].indexOf('.') >= 0;
            if (count + (quad ? 2 : 1) > WORDS) {
                return -1;
            }
            if (quad) {
                long bits = parseQuad(groups[i]);
                if (bits < 0) {
                    return -1;
                }
                words[count++] = (int) (bits >>> 16);
                words[count++] = (int) (bits & 0xffff);
            } else {
                int word = parseGroup(groups[i]);
                if (word < 0) {
                    return -1;
                }
                words[count++] = word;
            }
        }
        return count;
    }

    private static int parseGroup(String group) {
        if (group.isEmpty() || group.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < group.length(); i++) {
            char c = group.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static IpAddress ofWords(int[] words) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < 4; i++) {
            high = high << 16 | words[i];
            low = low << 16 | words[i + 4];
        }
        boolean mapped = high == 0 && low >>> 32 == 0xffff;
        return mapped
                ? new IpAddress(IpFamily.IPV4, 0, low & 0xffffffffL)
                : new IpAddress(IpFamily.IPV6, high, low);
    }

    static String format(IpAddress address) {
        return address.family() == IpFamily.IPV4 ? format4(address.low()) : format6(address);
    }

    private static String format4(long bits) {
        return (bits >>> 24)
                + "."
                + (bits >>> 16 & 255)
                + "."
                + (bits >>> 8 & 255)
                + "."
                + (bits & 255);
    }

    private static String format6(IpAddress address) {
        int[] words = new int[WORDS];
        for (int i = 0; i < 4; i++) {
            words[i] = (int) (address.high() >>> 48 - 16 * i & 0xffff);
            words[i + 4] = (int) (address.low() >>> 48 - 16 * i & 0xffff);
        }
        int gapAt = -1;
        int gapLength = 1;
        for (int i = 0; i < WORDS; i++) {
            int run = 0;
            while (i + run < WORDS && words[i + run] == 0) {
                run++;
            }
            if (run > gapLength) {
                gapAt = i;
                gapLength = run;
            }
            i += run;
        }
        return joinWords(words, gapAt, gapLength);
    }

    private static String joinWords(int[] words, int gapAt, int gapLength) {
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < WORDS; i++) {
            if (i == gapAt) {
                text.append("::");
                i += gapLength - 1;
                continue;
            }
            if (i > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(words[i]));
        }
        return text.toString();
    }
}
