package io.nftproxy.core.model;

import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address, for example {@code 10.96.0.10} or {@code fd00::a}.
 *
 * <p>Stored as two words and not as an {@link java.net.InetAddress}, because a large cluster has a
 * hundred thousand of them. The parser turns IPv4-mapped IPv6 addresses ({@code ::ffff:10.0.0.1})
 * into IPv4, as Kubernetes does.
 *
 * @param high the first 64 bits of an IPv6 address, big-endian; 0 for IPv4
 * @param low the last 64 bits; for IPv4 the address in the low 32 bits
 */
public record IpAddress(IpFamily family, long high, long low) implements Comparable<IpAddress> {

    /**
     * Parses the text of an address.
     *
     * @return null if the text is not an address. IPv4 octets may have leading zeros and are
     *     decimal: kube-proxy accepts them too, as objects written before the API server rejected
     *     them still exist
     */
    public static @Nullable IpAddress parse(String text) {
        return IpAddressText.parse(text);
    }

    /**
     * Parses text that is known to be valid; throws {@link IllegalArgumentException} if it is not.
     */
    public static IpAddress of(String text) {
        IpAddress address = parse(text);
        if (address == null) {
            throw new IllegalArgumentException("not an IP address: " + text);
        }
        return address;
    }

    /** Returns the address in 4 or 16 bytes of an array, in network byte order. */
    public static IpAddress ofBytes(byte[] bytes, int offset, IpFamily family) {
        return switch (family) {
            case IPV4 -> new IpAddress(family, 0, word(bytes, offset, 4));
            case IPV6 -> new IpAddress(family, word(bytes, offset, 8), word(bytes, offset + 8, 8));
        };
    }

    private static long word(byte[] bytes, int offset, int length) {
        long word = 0;
        for (int i = 0; i < length; i++) {
            word = word << 8 | (bytes[offset + i] & 0xff);
        }
        return word;
    }

    /** Writes the 4 or 16 bytes of this address in network byte order. */
    public void writeTo(byte[] target, int offset) {
        int at = offset;
        if (family == IpFamily.IPV6) {
            for (int shift = 56; shift >= 0; shift -= 8) {
                target[at++] = (byte) (high >>> shift);
            }
        }
        for (int shift = family == IpFamily.IPV6 ? 56 : 24; shift >= 0; shift -= 8) {
            target[at++] = (byte) (low >>> shift);
        }
    }

    /** Returns the 4 or 16 bytes of this address in network byte order. */
    public byte[] toBytes() {
        byte[] bytes = new byte[family.addressLengthBytes()];
        writeTo(bytes, 0);
        return bytes;
    }

    /** Returns whether the address is in 127.0.0.0/8 or is ::1. */
    public boolean isLoopback() {
        return switch (family) {
            case IPV4 -> low >>> 24 == 127;
            case IPV6 -> high == 0 && low == 1;
        };
    }

    /** Returns whether the address is 0.0.0.0 or ::. */
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    /** Returns whether the address is in 169.254.0.0/16 or fe80::/10. */
    public boolean isLinkLocal() {
        return switch (family) {
            case IPV4 -> low >>> 16 == 0xa9fe;
            case IPV6 -> high >>> 54 == 0xfe80L >>> 6;
        };
    }

    @Override
    public int compareTo(IpAddress other) {
        if (family != other.family) {
            return family.compareTo(other.family);
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** Returns the canonical text, of IPv6 addresses that of RFC 5952. */
    @Override
    public String toString() {
        return IpAddressText.format(this);
    }

    // Written by hand here and in other keys of large maps: the generated methods of a record use
    // method handles, which are slow while the JVM compiles with C1 only.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof IpAddress that
                && low == that.low
                && high == that.high
                && family == that.family;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high * 31 + low);
    }
}
