package io.nftproxy.kernel;

import java.nio.ByteBuffer;

/**
 * What {@code recvmmsg} wants to know: a {@code struct mmsghdr} for each datagram, and a {@code
 * struct iovec} with the place where it goes. Offsets are those of 64-bit machines.
 */
final class MessageHeaders {
    private static final int MMSGHDR_BYTES = 64;
    private static final int IOV_OFFSET = 16;
    private static final int IOV_COUNT_OFFSET = 24;
    private static final int LENGTH_OFFSET = 56;
    private static final int IOVEC_BYTES = 16;

    private final long address;
    private final int parts;
    private final ByteBuffer headers;
    private final ByteBuffer places;

    /** Headers for datagrams that go into equal parts of a direct buffer. */
    MessageHeaders(ByteBuffer into, int parts) {
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

    /** Whether datagrams would go into these parts of this buffer. */
    boolean areFor(ByteBuffer buffer, int count) {
        return LibC.address(buffer) == address && count == parts;
    }

    /** The headers; the kernel writes lengths into them. */
    ByteBuffer headers() {
        return headers;
    }

    /** The whole length of a datagram that was received. */
    int length(int index) {
        return headers.getInt(index * MMSGHDR_BYTES + LENGTH_OFFSET);
    }
}
