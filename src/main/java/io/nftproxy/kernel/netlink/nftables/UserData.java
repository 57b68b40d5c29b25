package io.nftproxy.kernel.netlink.nftables;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The user data of a table, set or element, which nft uses and the kernel only stores: a sequence
 * of (type, length, value), with one byte each for type and length ({@code libnftnl/udata.h}).
 *
 * <p>Numbers are in the machine's byte order. A value may itself be such a sequence.
 */
final class UserData {
    /** The kernel accepts 256 bytes of user data; a value's length is one byte. */
    static final int MAX_VALUE_BYTES = 255;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    UserData bytes(int type, byte[] value) {
        if (value.length > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException("user data of " + value.length + " bytes");
        }
        bytes.write(type);
        bytes.write(value.length);
        bytes.writeBytes(value);
        return this;
    }

    UserData number(int type, int value) {
        return bytes(
                type, ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(value).array());
    }

    /** Adds a string and its terminating NUL. */
    UserData text(int type, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return bytes(type, Arrays.copyOf(text, text.length + 1));
    }

    UserData nested(int type, UserData value) {
        return bytes(type, value.toBytes());
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    /** Returns the value of the first entry of a type; null if it is absent or malformed. */
    static byte @Nullable [] find(byte[] row, int type) {
        int at = 0;
        while (at + 2 <= row.length) {
            int end = at + 2 + (row[at + 1] & 0xff);
            if (end > row.length) {
                return null;
            }
            if ((row[at] & 0xff) == type) {
                return Arrays.copyOfRange(row, at + 2, end);
            }
            at = end;
        }
        return null;
    }

    /** Returns the number of the first entry of a type; -1 if it is absent. */
    static int findNumber(byte[] row, int type) {
        byte[] value = find(row, type);
        return value == null || value.length != 4
                ? -1
                : ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getInt();
    }

    /** Returns a string without its terminating NUL. */
    static String text(byte[] value) {
        int length =
                value.length > 0 && value[value.length - 1] == 0 ? value.length - 1 : value.length;
        return new String(value, 0, length, StandardCharsets.UTF_8);
    }
}
