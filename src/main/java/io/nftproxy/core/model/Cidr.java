package io.nftproxy.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A network, for example {@code 10.96.0.0/12}. The constructor clears host bits.
 *
 * @param prefixLength 0 to 32 or 128
 */
public record Cidr(IpAddress network, int prefixLength) implements Comparable<Cidr> {
    /**
     * The length of the prefix ::ffff:0:0/96, which contains the IPv4-mapped addresses (RFC 4291).
     */
    private static final int MAPPED_PREFIX_LENGTH = 96;

    private static final long MAPPED_PREFIX = 0xffffL << 32;

    public Cidr {
        if (prefixLength < 0 || prefixLength > network.family().addressLengthBits()) {
            throw new IllegalArgumentException(
                    "prefix length " + prefixLength + " is out of range for " + network);
        }
        network = mask(network, prefixLength);
    }

    /**
     * Parses {@code address/length}.
     *
     * @return null if the text is not a network. An IPv4-mapped network becomes the IPv4 network,
     *     as in Kubernetes: {@code ::ffff:10.0.0.0/104} is {@code 10.0.0.0/8}
     */
    public static @Nullable Cidr parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || text.length() - slash > 4 || text.length() == slash + 1) {
            return null;
        }
        IpAddress address = IpAddress.parse(text.substring(0, slash));
        int length = 0;
        for (int i = slash + 1; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return null;
            }
            length = length * 10 + digit;
        }
        if (address == null) {
            return null;
        }
        if (address.family() == IpFamily.IPV4 && text.indexOf(':') >= 0) {
            return mapped(address, length);
        }
        return length > address.family().addressLengthBits() ? null : new Cidr(address, length);
    }

    /**
     * Returns the network {@code ::ffff:10.0.0.0/length}: IPv4 if the length covers the prefix
     * ::ffff:0:0/96, IPv6 if it is shorter.
     */
    private static @Nullable Cidr mapped(IpAddress address, int length) {
        if (length < MAPPED_PREFIX_LENGTH) {
            long low = MAPPED_PREFIX | address.low();
            return new Cidr(new IpAddress(IpFamily.IPV6, 0, low), length);
        }
        int rest = length - MAPPED_PREFIX_LENGTH;
        return rest > IpFamily.IPV4.addressLengthBits() ? null : new Cidr(address, rest);
    }

    /**
     * Parses text that is known to be valid; throws {@link IllegalArgumentException} if it is not.
     */
    public static Cidr of(String text) {
        Cidr cidr = parse(text);
        if (cidr == null) {
            throw new IllegalArgumentException("not a CIDR: " + text);
        }
        return cidr;
    }

    public IpFamily family() {
        return network.family();
    }

    /**
     * Returns whether this network holds every address of its family: {@code 0.0.0.0/0} or {@code
     * ::/0}.
     */
    public boolean isEverything() {
        return prefixLength == 0;
    }

    public boolean contains(IpAddress address) {
        return address.family() == family() && mask(address, prefixLength).equals(network);
    }

    /** Returns whether this network contains every address of the other one. */
    public boolean contains(Cidr other) {
        return other.prefixLength >= prefixLength && contains(other.network);
    }

    /** Returns the last address, for example {@code 10.111.255.255} of {@code 10.96.0.0/12}. */
    public IpAddress last() {
        if (family() == IpFamily.IPV4) {
            return new IpAddress(IpFamily.IPV4, 0, network.low() | (0xffffffffL >>> prefixLength));
        }
        long high = prefixLength >= 64 ? 0 : -1L >>> prefixLength;
        long low = prefixLength <= 64 ? -1L : prefixLength == 128 ? 0 : -1L >>> prefixLength - 64;
        return new IpAddress(IpFamily.IPV6, network.high() | high, network.low() | low);
    }

    /**
     * Returns the networks that are not inside another one. The kernel rejects intervals that
     * overlap.
     */
    public static List<Cidr> disjoint(SortedSet<Cidr> cidrs) {
        List<Cidr> disjoint = new ArrayList<>(cidrs.size());
        for (Cidr cidr : cidrs) {
            // Sorted by address, then by length: a network comes after those that contain it.
            if (disjoint.isEmpty() || !disjoint.getLast().contains(cidr)) {
                disjoint.add(cidr);
            }
        }
        return disjoint;
    }

    private static IpAddress mask(IpAddress address, int length) {
        if (address.family() == IpFamily.IPV4) {
            long mask = 0xffffffffL & ~(0xffffffffL >>> length);
            return new IpAddress(IpFamily.IPV4, 0, address.low() & mask);
        }
        long high = length >= 64 ? -1L : ~(-1L >>> length);
        long low = length <= 64 ? 0 : length == 128 ? -1L : ~(-1L >>> length - 64);
        return new IpAddress(IpFamily.IPV6, address.high() & high, address.low() & low);
    }

    @Override
    public int compareTo(Cidr other) {
        int byNetwork = network.compareTo(other.network);
        return byNetwork != 0 ? byNetwork : Integer.compare(prefixLength, other.prefixLength);
    }

    @Override
    public String toString() {
        return network + "/" + prefixLength;
    }
}
