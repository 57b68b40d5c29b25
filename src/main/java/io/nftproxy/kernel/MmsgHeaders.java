package io.nftproxy.kernel;

import java.nio.ByteBuffer;

/**
 * The arguments of {@code recvmmsg}: for each datagram a {@code struct mmsghdr} and a {@code struct
 * iovec}, which holds the address of its part of the buffer. Offsets are those of 64-bit machines.
 */
final class MmsgHeaders {
    private static final int MMSGHDR_BYTES = 64;
    private static final int IOV_OFFSET = 16;
    private static final int IOV_COUNT_OFFSET = 24;
    private static final int LENGTH_OFFSET = 56;
    private static final int IOVEC_BYTES = 16;

    private final long address;
    private final int parts;
    private final ByteBuffer headers;
    private final ByteBuffer places;

    /** Divides a direct buffer into equal parts, one for each datagram. */
    MmsgHeaders(ByteBuffer into, int parts) {
        this.address = LibC.address(into);
        this.parts = parts;
        this.headers = LibC.buffer(parts * MMSGHDR_BYTES);
        this.places = LibC.buffer(parts * IOVEC_BYTES);
        int partBytes = into.capacity() / parts;
        for (int i = 0; i < parts; i++) {
            places.putLong(i * IOVEC_BYTES, address + (long) i * partBytes);
            places.putLong(i * IOVEC_BYTES + Long.BYTES, partBytes);
            long place = LibC.address(places) + (long) i * IOVEC_BYTES;
            headers.putLong(i * MMSGHDR_BYTES + IOV_OFFSET, place);
            headers.putLong(i * MMSGHDR_BYTES + IOV_COUNT_OFFSET, 1);
        }
    }

    /** Returns whether these headers divide this buffer into this many parts. */
    boolean areFor(ByteBuffer buffer, int count) {
        return LibC.address(buffer) == address && count == parts;
    }

    /** Returns the array of {@code struct mmsghdr}; the kernel writes the lengths into it. */
    ByteBuffer headers() {
        return headers;
    }

    /** Returns the full length of a received datagram, in bytes ({@code msg_len}). */
    int length(int index) {
        return headers.getInt(index * MMSGHDR_BYTES + LENGTH_OFFSET);
    }
}
