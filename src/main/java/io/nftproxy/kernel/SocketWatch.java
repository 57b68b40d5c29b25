package io.nftproxy.kernel;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One thread that sleeps until one of several sockets has something to read, and then lets that
 * socket's owner read it. It costs nothing while all are silent.
 *
 * <p>Sockets are closed after the watch, or not at all.
 */
public final class SocketWatch implements AutoCloseable {
    /** {@code struct pollfd}: descriptor in 4 bytes, events asked for in 2, events found in 2. */
    private static final int POLLFD_BYTES = 8;

    private static final int EVENTS_OFFSET = 4;
    private static final int FOUND_OFFSET = 6;
    private static final int NO_TIMEOUT = -1;

    private final LibC libC = LibC.INSTANCE;
    private final List<Watched> sockets = new CopyOnWriteArrayList<>();
    private final int alarm;
    private final Thread thread = new Thread(this::run, "netlink-notifications");
    private volatile boolean closed;

    /** A socket that is watched. */
    public interface Watched {
        /** The file descriptor. */
        int descriptor();

        /**
         * Receives all there is, without waiting. Called on the thread of the watch, while there is
         * something to receive or an error to take.
         */
        void readable();
    }

    /**
     * A watch that has begun.
     *
     * @throws NetlinkException if the kernel has no file descriptor left
     */
    public SocketWatch() throws NetlinkException {
        alarm = libC.eventfd(0, LibC.EFD_CLOEXEC | LibC.EFD_NONBLOCK);
        if (alarm < 0) {
            throw new NetlinkException("cannot open an eventfd", LibC.errno());
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Watches one more socket; what it has already to read counts. */
    public void add(Watched socket) {
        sockets.add(socket);
        ring();
    }

    private void run() {
        while (!closed) {
            Watched[] watched = sockets.toArray(Watched[]::new);
            ByteBuffer polled = polled(watched);
            do {
                libC.poll(polled, watched.length + 1, NO_TIMEOUT);
                for (int i = 0; i < watched.length; i++) {
                    tell(watched[i], found(polled, i));
                }
            } while (found(polled, watched.length) == 0);
            libC.read(alarm, LibC.buffer(Long.BYTES), Long.BYTES);
        }
    }

    /** The sockets, and behind them the descriptor that says that there are others now. */
    private ByteBuffer polled(Watched[] watched) {
        ByteBuffer polled = LibC.buffer((watched.length + 1) * POLLFD_BYTES);
        for (int i = 0; i <= watched.length; i++) {
            int descriptor = i < watched.length ? watched[i].descriptor() : alarm;
            polled.putInt(i * POLLFD_BYTES, descriptor);
            polled.putShort(i * POLLFD_BYTES + EVENTS_OFFSET, LibC.POLLIN);
        }
        return polled;
    }

    private static int found(ByteBuffer polled, int index) {
        return polled.getShort(index * POLLFD_BYTES + FOUND_OFFSET);
    }

    private void tell(Watched socket, int found) {
        if ((found & LibC.POLLNVAL) != 0) {
            // Closed before the watch: without this, poll would come back at once for ever.
            sockets.remove(socket);
            ring();
        } else if (found != 0 && !closed) {
            socket.readable();
        }
    }

    private void ring() {
        libC.write(alarm, LibC.buffer(Long.BYTES).putLong(0, 1), Long.BYTES);
    }

    /** Ends the thread. */
    @Override
    public void close() {
        closed = true;
        ring();
        try {
            thread.join();
            libC.close(alarm);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
