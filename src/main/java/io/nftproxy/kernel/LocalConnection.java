package io.nftproxy.kernel;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import jnr.unixsocket.UnixSocketChannel;
import jnr.unixsocket.UnixSocketOptions;
import org.jspecify.annotations.Nullable;

/** A connected client of a {@link LocalServer}. The class is loaded with the first client. */
final class LocalConnection {
    /** How long a client may take to send a request, and to take a part of an answer. */
    private static final int TIMEOUT_MILLIS = 5_000;

    private static final int REQUEST_BYTES_MAX = 4096;
    private static final int PART_BYTES = 16_384;

    private final UnixSocketChannel channel;
    private final ByteBuffer received = ByteBuffer.allocate(REQUEST_BYTES_MAX);

    private LocalConnection(UnixSocketChannel channel) {
        this.channel = channel;
    }

    /** Answers requests until the client disconnects or times out, then closes its socket. */
    static void serve(int client, LocalServer.Answers answers) {
        try (UnixSocketChannel channel = UnixSocketChannel.fromFD(client)) {
            channel.setOption(UnixSocketOptions.SO_RCVTIMEO, TIMEOUT_MILLIS);
            channel.setOption(UnixSocketOptions.SO_SNDTIMEO, TIMEOUT_MILLIS);
            new LocalConnection(channel).serve(answers);
        } catch (IOException _) {
            // The client has disconnected, or does not read its answer.
        }
    }

    private void serve(LocalServer.Answers answers) throws IOException {
        Writer to =
                new BufferedWriter(
                        new OutputStreamWriter(new Parts(channel), StandardCharsets.UTF_8),
                        PART_BYTES);
        for (String request = next(); request != null; request = next()) {
            answers.write(request, to);
            to.flush();
        }
    }

    /** Returns the next request; null if the client sends none in time, or one that is too long. */
    private @Nullable String next() throws IOException {
        while (true) {
            byte[] bytes = received.array();
            for (int i = 0; i < received.position(); i++) {
                if (bytes[i] == '\n') {
                    String line = new String(bytes, 0, i, StandardCharsets.UTF_8);
                    received.flip().position(i + 1);
                    received.compact();
                    return line;
                }
            }
            if (!received.hasRemaining() || channel.read(received) <= 0) {
                return null;
            }
        }
    }

    /** Writes to a channel, and fails when the peer takes nothing before the timeout. */
    private static final class Parts extends OutputStream {
        private final UnixSocketChannel channel;

        Parts(UnixSocketChannel channel) {
            this.channel = channel;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
            while (left.hasRemaining()) {
                if (channel.write(left) <= 0) {
                    throw new IOException("the client takes no more");
                }
            }
        }
    }
}
