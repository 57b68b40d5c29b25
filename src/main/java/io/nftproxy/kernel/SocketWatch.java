package io.nftproxy.kernel;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A thread that polls several sockets and calls the owner of each one that becomes readable. While
 * none is readable, it sleeps without a timeout.
 *
 * <p>Close the watch before its sockets.
 */
public final class SocketWatch implements AutoCloseable {
    /** {@code struct pollfd}: fd in 4 bytes, events in 2, revents in 2. */
    private static final int POLLFD_BYTES = 8;

    private static final int EVENTS_OFFSET = 4;
    private static final int FOUND_OFFSET = 6;
    private static final int NO_TIMEOUT = -1;

    private final List<Watched> sockets = new CopyOnWriteArrayList<>();
    private final int wakeup;
    private final Thread thread;
    private volatile boolean closed;

    /** A socket to watch. */
    public interface Watched {
        /** Returns the file descriptor. */
        int descriptor();

        /**
         * Receives everything queued without blocking. Called on the thread of the watch, whenever
         * there is data or an error to receive.
         */
        void readable();
    }

    /**
     * Starts the thread of a watch without sockets.
     *
     * @throws NetlinkException if the kernel has no file descriptor left
     */
    public SocketWatch() throws NetlinkException {
        this("netlink-notifications");
    }

    /**
     * Starts the thread of a watch without sockets.
     *
     * @param name of the thread
     * @throws NetlinkException if the kernel has no file descriptor left
     */
    SocketWatch(String name) throws NetlinkException {
        thread = new Thread(this::run, name);
        wakeup = LibC.eventfd(LibC.EFD_CLOEXEC | LibC.EFD_NONBLOCK);
        if (wakeup < 0) {
            throw new NetlinkException("cannot open an eventfd", LibC.errno());
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Adds a socket; data that is already queued counts. */
    public void add(Watched socket) {
        sockets.add(socket);
        wake();
    }

    private void run() {
        while (!closed) {
            Watched[] watched = sockets.toArray(Watched[]::new);
            ByteBuffer polled = polled(watched);
            do {
                LibC.poll(polled, watched.length + 1, NO_TIMEOUT);
                for (int i = 0; i < watched.length; i++) {
                    dispatch(watched[i], found(polled, i));
                }
            } while (found(polled, watched.length) == 0);
            LibC.read(wakeup, LibC.buffer(Long.BYTES), Long.BYTES);
        }
    }

    /**
     * Returns the {@code struct pollfd} of each socket, then of the eventfd that interrupts poll.
     */
    private ByteBuffer polled(Watched[] watched) {
        ByteBuffer polled = LibC.buffer((watched.length + 1) * POLLFD_BYTES);
        for (int i = 0; i <= watched.length; i++) {
            int descriptor = i < watched.length ? watched[i].descriptor() : wakeup;
            polled.putInt(i * POLLFD_BYTES, descriptor);
            polled.putShort(i * POLLFD_BYTES + EVENTS_OFFSET, LibC.POLLIN);
        }
        return polled;
    }

    private static int found(ByteBuffer polled, int index) {
        return polled.getShort(index * POLLFD_BYTES + FOUND_OFFSET);
    }

    private void dispatch(Watched socket, int found) {
        if ((found & LibC.POLLNVAL) != 0) {
            // Closed before the watch: if it stayed, every poll would return at once.
            sockets.remove(socket);
            wake();
        } else if (found != 0 && !closed) {
            socket.readable();
        }
    }

    private void wake() {
        LibC.write(wakeup, LibC.buffer(Long.BYTES).putLong(0, 1), Long.BYTES);
    }

    /** Stops the thread. */
    @Override
    public void close() {
        closed = true;
        wake();
        try {
            thread.join();
            LibC.close(wakeup);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
