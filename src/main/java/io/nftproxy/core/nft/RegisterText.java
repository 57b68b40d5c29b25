package io.nftproxy.core.nft;

import io.nftproxy.core.nft.Expression.Bitwise;
import org.jspecify.annotations.Nullable;

/**
 * The nft text of a register's content.
 *
 * @param text for example {@code ip daddr}, or {@code ip saddr map @clients} for a value of a map
 * @param lengthBytes the loaded length; of an address, only a prefix may be loaded
 * @param operation the bitwise operation applied to it; null if none
 */
record RegisterText(String text, ValueKind kind, int lengthBytes, @Nullable Bitwise operation) {
    static RegisterText of(String text, ValueKind kind) {
        return new RegisterText(text, kind, kind.lengthBytes(), null);
    }

    RegisterText with(Bitwise bitwise) {
        return new RegisterText(text, kind, lengthBytes, bitwise);
    }

    int words() {
        return (lengthBytes + 3) / Integer.BYTES;
    }

    String assigned() {
        if (operation == null) {
            return text;
        }
        Bytes mask = operation.mask();
        Bytes xor = operation.xor();
        if (isZero(xor)) {
            return text + " & " + kind.text(mask);
        }
        if (PrefixMask.lengthOf(mask) == mask.length() * Byte.SIZE) {
            return text + " ^ " + kind.text(xor);
        }
        if (PrefixMask.inverted(mask).equals(xor)) {
            return text + " | " + kind.text(xor);
        }
        return text + " & " + kind.text(mask) + " ^ " + kind.text(xor);
    }

    /** Returns the text of a comparison with a constant: {@code ip saddr != 10.0.0.0/8}. */
    String compared(boolean equal, Bytes value) {
        if (operation != null) {
            return masked(operation.mask(), equal, value);
        }
        if (kind.isAddress() && value.length() < kind.lengthBytes()) {
            byte[] address = new byte[kind.lengthBytes()];
            value.copyTo(address, 0);
            int prefixLength = value.length() * Byte.SIZE;
            return text + is(equal) + kind.text(Bytes.wrap(address)) + "/" + prefixLength;
        }
        // For flags nft reads "ct state new" as "has the bit", so equality is written out.
        return text + (equal && kind.isFlags() ? " == " : is(equal)) + kind.text(value);
    }

    private String masked(Bytes mask, boolean equal, Bytes value) {
        int prefixLength = PrefixMask.lengthOf(mask);
        if (kind.isAddress() && prefixLength >= 0) {
            return text + is(equal) + kind.text(value) + "/" + prefixLength;
        }
        if (kind.isFlags() && isZero(value)) {
            return text + (equal ? " ! " : " ") + kind.text(mask);
        }
        return text + " & " + kind.text(mask) + (equal ? " == " : " != ") + kind.text(value);
    }

    private static String is(boolean equal) {
        return equal ? " " : " != ";
    }

    private static boolean isZero(Bytes value) {
        return value.equals(Bytes.wrap(new byte[value.length()]));
    }
}
