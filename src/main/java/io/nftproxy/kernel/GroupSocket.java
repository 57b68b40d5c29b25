package io.nftproxy.kernel;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * A netlink socket in multicast groups, used only to wait for a change. The content of a
 * notification is ignored, so an overflow of the socket counts as a notification too.
 */
final class GroupSocket implements AutoCloseable {
    /** {@code struct sockaddr_nl}: family, padding, port, groups. */
    private static final int ADDRESS_BYTES = 12;

    private static final int GROUPS_OFFSET = 8;

    /** {@code struct timeval}: seconds, microseconds. */
    private static final int TIMEVAL_BYTES = 16;

    private static final int MICROS_OFFSET = 8;

    /** Notifications taken by one call; the rest stays for the next. */
    private static final int MAX_DRAINED = 1000;

    private final LibC libC = LibC.INSTANCE;
    private final int fd;
    private final ByteBuffer timeout = LibC.buffer(TIMEVAL_BYTES);

    /** Receives the start of a notification; the rest is truncated. */
    private final ByteBuffer report = LibC.buffer(64);

    private GroupSocket(int fd) {
        this.fd = fd;
    }

    /**
     * Opens a socket in the calling thread's network namespace.
     *
     * @param protocol for example {@code NETLINK_ROUTE}
     * @param groups one bit for each group, for example {@code RTMGRP_IPV4_IFADDR}
     * @throws NetlinkException if the kernel refuses it
     */
    static GroupSocket open(int protocol, int groups) throws NetlinkException {
        LibC libC = LibC.INSTANCE;
        int fd = libC.socket(LibC.AF_NETLINK, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC, protocol);
        if (fd < 0) {
            throw new NetlinkException("cannot open a netlink socket", LibC.errno());
        }
        ByteBuffer address = LibC.buffer(ADDRESS_BYTES);
        address.putShort(0, (short) LibC.AF_NETLINK).putInt(GROUPS_OFFSET, groups);
        if (libC.bind(fd, address, ADDRESS_BYTES) < 0) {
            NetlinkException refused =
                    new NetlinkException("cannot join netlink groups", LibC.errno());
            libC.close(fd);
            throw refused;
        }
        return new GroupSocket(fd);
    }

    /**
     * Waits until a notification arrives or the time is over; discards all queued notifications.
     */
    void await(Duration max) {
        timeout.putLong(0, max.toSeconds())
                .putLong(MICROS_OFFSET, Math.max(1, max.toNanosPart() / 1000));
        libC.setsockopt(fd, LibC.SOL_SOCKET, LibC.SO_RCVTIMEO, timeout, TIMEVAL_BYTES);
        long received = libC.recv(fd, report, report.capacity(), 0);
        for (int i = 0; i < MAX_DRAINED && received >= 0; i++) {
            received = libC.recv(fd, report, report.capacity(), LibC.MSG_DONTWAIT);
        }
    }

    @Override
    public void close() {
        libC.close(fd);
    }
}
