package io.nftproxy.kernel;

import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/**
 * A server on a Unix socket in the abstract namespace, {@code @nftproxy}, that answers lines with
 * lines. Only root and the user of this process may send requests.
 *
 * <p>The socket belongs to the network namespace of the opening thread, and needs no file. Without
 * a client it costs one file descriptor: the thread of a {@link SocketWatch} accepts clients, and
 * each client has a thread of its own until it leaves.
 */
public final class LocalServer implements SocketWatch.Watched, AutoCloseable {
    /** Clients at the same time; further ones are refused. */
    private static final int CLIENTS_MAX = 8;

    private static final int BACKLOG = 16;

    /** Clients accepted in one call, so that the watch gets to its other sockets. */
    private static final int ACCEPTS_MAX = 16;

    private static final String NOT_PERMITTED = "{\"error\":\"only root may ask the daemon\"}\n";
    private static final String BUSY = "{\"error\":\"the daemon has too many clients\"}\n";

    private final Semaphore places = new Semaphore(CLIENTS_MAX);
    private final int fd;
    private final Answers answers;

    /** A file descriptor to close when the process has no other one left to accept with. */
    private int reserve;

    /** The answers of a server. */
    @FunctionalInterface
    public interface Answers {
        /**
         * Writes the answer to a request: one or more lines. Called on a thread of the client.
         *
         * @param request a line without its end
         * @throws IOException if the client has disconnected, or does not read
         */
        void write(String request, Writer to) throws IOException;
    }

    private LocalServer(int fd, Answers answers) {
        this.fd = fd;
        this.answers = answers;
        this.reserve = LibC.eventfd(LibC.EFD_CLOEXEC);
    }

    /**
     * Opens a server.
     *
     * @param name of the socket, without the leading NUL, {@code nftproxy}
     * @throws NetlinkException if the name is taken
     */
    public static LocalServer open(String name, SocketWatch watch, Answers answers)
            throws NetlinkException {
        int type = LibC.SOCK_STREAM | LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK;
        int fd = LibC.socket(LibC.AF_UNIX, type, 0);
        ByteBuffer address = address(name);
        if (fd < 0
                || LibC.bind(fd, address, address.capacity()) < 0
                || LibC.listen(fd, BACKLOG) < 0) {
            int errno = LibC.errno();
            LibC.close(fd);
            throw new NetlinkException("cannot listen on @" + name, errno);
        }
        LocalServer server = new LocalServer(fd, answers);
        watch.add(server);
        return server;
    }

    /** Returns a {@code struct sockaddr_un}: the family, a NUL, and the name up to the end. */
    private static ByteBuffer address(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer address = LibC.buffer(Short.BYTES + 1 + bytes.length);
        return address.putShort(0, (short) LibC.AF_UNIX).put(Short.BYTES + 1, bytes);
    }

    @Override
    public int descriptor() {
        return fd;
    }

    @Override
    public void readable() {
        for (int i = 0; i < ACCEPTS_MAX; i++) {
            int client = LibC.accept4(fd, LibC.SOCK_CLOEXEC);
            if (client >= 0) {
                admit(client);
            } else if (LibC.errno() == Errno.EMFILE || LibC.errno() == Errno.ENFILE) {
                turnAway();
            } else {
                return;
            }
        }
    }

    /** Accepts and closes a client: while it is queued, poll would return at once. */
    private void turnAway() {
        LibC.close(reserve);
        LibC.close(LibC.accept4(fd, LibC.SOCK_CLOEXEC));
        reserve = LibC.eventfd(LibC.EFD_CLOEXEC);
    }

    private void admit(int client) {
        if (!isPermitted(client)) {
            refuse(client, NOT_PERMITTED);
        } else if (!places.tryAcquire()) {
            refuse(client, BUSY);
        } else {
            Thread.ofPlatform().daemon().name("control").start(() -> serve(client));
        }
    }

    /** Returns whether the peer is root of this user namespace, or the user of this process. */
    private boolean isPermitted(int client) {
        // struct ucred: pid, uid and gid in 4 bytes each. A user that this namespace does not have
        // is 65534.
        ByteBuffer peer = LibC.buffer(3 * Integer.BYTES);
        ByteBuffer length = LibC.buffer(Integer.BYTES).putInt(0, peer.capacity());
        if (LibC.getsockopt(client, LibC.SOL_SOCKET, LibC.SO_PEERCRED, peer, length) < 0) {
            return false;
        }
        int uid = peer.getInt(Integer.BYTES);
        return uid == 0 || uid == LibC.geteuid();
    }

    private void refuse(int client, String why) {
        byte[] bytes = why.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer line = LibC.buffer(bytes.length).put(0, bytes);
        LibC.send(client, line, bytes.length, LibC.MSG_DONTWAIT | LibC.MSG_NOSIGNAL);
        LibC.close(client);
    }

    private void serve(int client) {
        try {
            LocalConnection.serve(client, answers);
        } finally {
            places.release();
        }
    }

    /** Closes the socket; clients that are connected get their answer. */
    @Override
    public void close() {
        LibC.close(fd);
        LibC.close(reserve);
    }
}
