package io.nftproxy.kernel.netlink.nftables;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What nft keeps with a table, set or element for itself: a row of (type, length, value), with one
 * byte for type and length each ({@code libnftnl/udata.h}). The kernel only stores it.
 *
 * <p>Numbers in it are in the machine's byte order. A value may be such a row again.
 */
final class UserData {
    /** The kernel takes 256 bytes of user data; a value's length is one byte. */
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

    /** A string with its terminating NUL. */
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

    /** The value of the first entry of a type; null if there is none, or the row is torn. */
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

    /** The number of the first entry of a type; -1 if there is none. */
    static int findNumber(byte[] row, int type) {
        byte[] value = find(row, type);
        return value == null || value.length != 4
                ? -1
                : ByteBuffer.wrap(value).order(ByteOrder.nativeOrder()).getInt();
    }

    /** A string without its terminating NUL. */
    static String text(byte[] value) {
        int length =
                value.length > 0 && value[value.length - 1] == 0 ? value.length - 1 : value.length;
        return new String(value, 0, length, StandardCharsets.UTF_8);
    }
}
