package io.nftproxy.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;
import jnr.unixsocket.UnixSocketOptions;

/** A client of a {@link LocalServer} in the calling thread's network namespace. */
public final class LocalClient {
    private static final int TIMEOUT_MILLIS = 30_000;

    private LocalClient() {}

    /**
     * Sends a request and hands over the lines of the answer.
     *
     * @param name of the socket, {@code nftproxy}
     * @param request a line without its end
     * @param line called for each line; returns whether to wait for another one
     * @return false if no server listens
     * @throws IOException if the server is another user's, or does not answer
     */
    public static boolean ask(String name, String request, Predicate<String> line)
            throws IOException {
        try (UnixSocketChannel channel = UnixSocketChannel.create()) {
            try {
                channel.connect(new UnixSocketAddress("\0" + name));
            } catch (IOException _) {
                return false;
            }
            checkOwner(channel, name);
            channel.setOption(UnixSocketOptions.SO_RCVTIMEO, TIMEOUT_MILLIS);
            channel.setOption(UnixSocketOptions.SO_SNDTIMEO, TIMEOUT_MILLIS);
            send(channel, request);
            read(channel, line);
            return true;
        }
    }

    private static void send(UnixSocketChannel channel, String request) {
        try {
            channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException _) {
            // A server that refuses a client says why, and closes its end before it reads.
        }
    }

    /** Accepts only a server of root or of our user: any process may bind the name. */
    private static void checkOwner(UnixSocketChannel channel, String name) throws IOException {
        int uid = channel.getOption(UnixSocketOptions.SO_PEERCRED).getUid();
        if (uid != 0 && uid != LibC.geteuid()) {
            throw new IOException("@" + name + " belongs to a process of user " + uid);
        }
    }

    private static void read(UnixSocketChannel channel, Predicate<String> line) throws IOException {
        BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Channels.newInputStream(new TimedChannel(channel)),
                                StandardCharsets.UTF_8));
        String next;
        do {
            next = lines.readLine();
            if (next == null) {
                throw new IOException("the daemon closed the connection");
            }
        } while (line.test(next));
    }

    /** A channel that throws on a timeout; {@link UnixSocketChannel} returns 0 bytes instead. */
    private record TimedChannel(UnixSocketChannel channel)
            implements java.nio.channels.ReadableByteChannel {
        @Override
        public int read(ByteBuffer into) throws IOException {
            int read = channel.read(into);
            if (read == 0) {
                throw new InterruptedIOException("the daemon does not answer");
            }
            return read;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
