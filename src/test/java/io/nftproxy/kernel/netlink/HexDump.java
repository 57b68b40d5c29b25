package io.nftproxy.kernel.netlink;

import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** A readable dump of bytes: two columns of four bytes a line, as {@code nft --debug=mnl}. */
public final class HexDump {
    private static final int BYTES_PER_LINE = 4;

    private HexDump() {}

    /**
     * Fails with both dumps side by side unless they are equal; {@code <>} marks differing lines.
     */
    public static void assertSame(String what, byte[] expected, byte[] actual) {
        if (!Arrays.equals(expected, actual)) {
            fail(what + ": expected on the left\n" + sideBySide(expected, actual));
        }
    }

    static String sideBySide(byte[] expected, byte[] actual) {
        StringBuilder dump = new StringBuilder();
        for (int at = 0; at < Math.max(expected.length, actual.length); at += BYTES_PER_LINE) {
            String left = line(expected, at);
            String right = line(actual, at);
            dump.append("%5d  %-18s %s %s%n".formatted(at, left, mark(left, right), right));
        }
        return dump.toString();
    }

    private static String mark(String left, String right) {
        return left.equals(right) ? "  " : "<>";
    }

    private static String line(byte[] bytes, int at) {
        if (at >= bytes.length) {
            return "";
        }
        byte[] part = Arrays.copyOfRange(bytes, at, Math.min(at + BYTES_PER_LINE, bytes.length));
        String text = new String(part, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
        return HexFormat.ofDelimiter(" ").formatHex(part) + "  " + text;
    }

    /** Returns a copy of a buffer's bytes from its position to its limit. */
    public static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(buffer.position(), bytes);
        return bytes;
    }
}
