package io.nftproxy.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A network namespace of its own, with the loopback interface up.
 *
 * <p>A namespace belongs to a thread. Inside the scope of {@link #enter} the calling thread opens
 * its sockets, and starts its child processes, in there:
 *
 * <pre>{@code
 * try (NetworkNamespace namespace = NetworkNamespace.fresh();
 *         NetworkNamespace.Scope scope = namespace.enter()) {
 *     socket = NetlinkSocket.open();
 * }
 * }</pre>
 *
 * <p>Sockets stay where they were opened, so they can be used by any thread afterwards. Only for
 * platform threads: a virtual one shares its carrier with others. Needs CAP_SYS_ADMIN.
 */
public final class NetworkNamespace implements AutoCloseable {
    private static final String OWN = "/proc/thread-self/ns/net";

    /** {@code struct ifreq}: name in 16 bytes, then flags. */
    private static final int IFREQ_BYTES = 40;

    private static final int IFREQ_FLAGS_OFFSET = 16;
    private static final int SIOCSIFFLAGS = 0x8914;
    private static final short IFF_UP = 1;

    private final int fd;

    private NetworkNamespace(int fd) {
        this.fd = fd;
    }

    /**
     * Makes an empty namespace. It lives until it is closed and nothing runs in it any more.
     *
     * @throws IOException if the kernel refuses it
     */
    public static NetworkNamespace fresh() throws IOException {
        int home = open();
        try {
            check("unshare", LibC.INSTANCE.unshare(LibC.CLONE_NEWNET));
            try {
                raiseLoopback();
                return new NetworkNamespace(open());
            } finally {
                check("setns", LibC.INSTANCE.setns(home, LibC.CLONE_NEWNET));
            }
        } finally {
            LibC.INSTANCE.close(home);
        }
    }

    /**
     * Moves the calling thread into this namespace until the scope is closed, by the same thread.
     *
     * @throws IOException if the kernel refuses it
     */
    public Scope enter() throws IOException {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("a virtual thread cannot change its namespace");
        }
        int home = open();
        if (LibC.INSTANCE.setns(fd, LibC.CLONE_NEWNET) < 0) {
            NetlinkException refused = new NetlinkException("setns", LibC.errno());
            LibC.INSTANCE.close(home);
            throw refused;
        }
        return new Scope(home);
    }

    /** The time a thread spends in a namespace. */
    public static final class Scope implements AutoCloseable {
        private final int home;

        private Scope(int home) {
            this.home = home;
        }

        /** Moves the thread back to where it came from. */
        @Override
        public void close() throws IOException {
            try {
                check("setns", LibC.INSTANCE.setns(home, LibC.CLONE_NEWNET));
            } finally {
                LibC.INSTANCE.close(home);
            }
        }
    }

    @Override
    public void close() {
        LibC.INSTANCE.close(fd);
    }

    private static int open() throws IOException {
        int fd = LibC.INSTANCE.open(OWN, LibC.O_RDONLY | LibC.O_CLOEXEC);
        check("open " + OWN, fd);
        return fd;
    }

    private static void raiseLoopback() throws IOException {
        int socket = LibC.INSTANCE.socket(LibC.AF_INET, LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC, 0);
        check("socket", socket);
        try {
            ByteBuffer request = LibC.buffer(IFREQ_BYTES);
            request.put(0, new byte[] {'l', 'o'}).putShort(IFREQ_FLAGS_OFFSET, IFF_UP);
            check("ioctl SIOCSIFFLAGS", LibC.INSTANCE.ioctl(socket, SIOCSIFFLAGS, request));
        } finally {
            LibC.INSTANCE.close(socket);
        }
    }

    private static void check(String call, int result) throws NetlinkException {
        if (result < 0) {
            throw new NetlinkException(call, LibC.errno());
        }
    }
}
