package io.nftproxy.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A new network namespace, with the loopback interface up.
 *
 * <p>A thread is in one namespace at a time. Within the scope of {@link #enter}, the calling thread
 * opens sockets and starts child processes in this one:
 *
 * <pre>{@code
 * try (NetworkNamespace namespace = NetworkNamespace.fresh();
 *         NetworkNamespace.Scope scope = namespace.enter()) {
 *     socket = NetlinkSocket.open();
 * }
 * }</pre>
 *
 * <p>A socket stays in the namespace where it was opened, so any thread can use it afterwards. Only
 * platform threads may enter: a virtual thread shares its carrier with others. CAP_SYS_ADMIN is
 * required.
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
     * Creates a namespace without other interfaces. The kernel removes it once it is closed and no
     * process or socket uses it.
     *
     * @throws IOException if the kernel refuses it
     */
    public static NetworkNamespace fresh() throws IOException {
        int home = open();
        try {
            check("unshare", LibC.unshare(LibC.CLONE_NEWNET));
            try {
                raiseLoopback();
                return new NetworkNamespace(open());
            } finally {
                check("setns", LibC.setns(home, LibC.CLONE_NEWNET));
            }
        } finally {
            LibC.close(home);
        }
    }

    /**
     * Moves the calling thread into this namespace until the scope is closed, by the same thread.
     *
     * @throws IOException if the kernel refuses it
     */
    public Scope enter() throws IOException {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("a virtual thread cannot change its network namespace");
        }
        int home = open();
        if (LibC.setns(fd, LibC.CLONE_NEWNET) < 0) {
            NetlinkException refused = new NetlinkException("setns", LibC.errno());
            LibC.close(home);
            throw refused;
        }
        return new Scope(home);
    }

    /** A thread's stay in a namespace. */
    public static final class Scope implements AutoCloseable {
        private final int home;

        private Scope(int home) {
            this.home = home;
        }

        /** Returns the thread to its previous namespace. */
        @Override
        public void close() throws IOException {
            try {
                check("setns", LibC.setns(home, LibC.CLONE_NEWNET));
            } finally {
                LibC.close(home);
            }
        }
    }

    @Override
    public void close() {
        LibC.close(fd);
    }

    private static int open() throws IOException {
        int fd = LibC.open(OWN, LibC.O_RDONLY | LibC.O_CLOEXEC);
        check("open " + OWN, fd);
        return fd;
    }

    private static void raiseLoopback() throws IOException {
        int socket = LibC.socket(LibC.AF_INET, LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC, 0);
        check("socket", socket);
        try {
            ByteBuffer request = LibC.buffer(IFREQ_BYTES);
            request.put(0, new byte[] {'l', 'o'}).putShort(IFREQ_FLAGS_OFFSET, IFF_UP);
            check("ioctl SIOCSIFFLAGS", LibC.ioctl(socket, SIOCSIFFLAGS, request));
        } finally {
            LibC.close(socket);
        }
    }

    private static void check(String call, int result) throws NetlinkException {
        if (result < 0) {
            throw new NetlinkException(call, LibC.errno());
        }
    }
}
