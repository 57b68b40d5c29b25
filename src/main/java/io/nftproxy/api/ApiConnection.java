package io.nftproxy.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connection to the API server in HTTP/1.1. It has one request at a time, of one thread, whose
 * interrupt closes it. Any thread may close it.
 */
final class ApiConnection implements Closeable {
    /** Status line and headers of an answer, or a line of the body's framing. */
    private static final int HEAD_BYTES_MAX = 1 << 16;

    private static final int CONTINUE_MAX = 199;

    /**
     * The status and the headers of an answer.
     *
     * @param headers by name in lower case; of several with one name the last
     */
    record Head(int status, Map<String, String> headers, boolean keepsAlive) {
        /** Returns a header's value; empty if it was not sent. */
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private final Socket plain;
    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 13];
    private int position;
    private int limit;

    /**
     * @param plain the socket of the kernel
     * @param socket the same, or the one with TLS above it
     */
    ApiConnection(Socket plain, Socket socket) throws IOException {
        this.plain = plain;
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Sends a request and waits for the header of its answer. */
    Head request(byte[] request, Duration timeout) throws IOException {
        socket.getOutputStream().write(request);
        long deadline = System.nanoTime() + timeout.toNanos();
        Head head = head(deadline);
        while (head.status() <= CONTINUE_MAX) {
            head = head(deadline);
        }
        return head;
    }

    private Head head(long deadline) throws IOException {
        String status = line(deadline);
        if (!status.matches("HTTP/1\\.[01] [1-5][0-9][0-9].*")) {
            throw new IOException("not an answer in HTTP/1.1: " + status);
        }
        Map<String, String> headers = new TreeMap<>();
        int bytes = 0;
        for (String line = line(deadline); !line.isEmpty(); line = line(deadline)) {
            int colon = line.indexOf(':');
            bytes += line.length();
            if (colon <= 0 || bytes > HEAD_BYTES_MAX) {
                throw new IOException("malformed header of an answer");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
        boolean keepsAlive =
                status.startsWith("HTTP/1.1")
                        ? !connection.contains("close")
                        : connection.contains("keep-alive");
        return new Head(Integer.parseInt(status.substring(9, 12)), headers, keepsAlive);
    }

    /**
     * Returns the next line, without its end.
     *
     * @param deadline of {@link System#nanoTime}
     */
    String line(long deadline) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (position == limit && !fill(deadline)) {
                throw new EOFException("connection closed");
            }
            int next = buffer[position++];
            if (next == '\n') {
                int end = line.length() - 1;
                boolean hasReturn = end >= 0 && line.charAt(end) == '\r';
                return hasReturn ? line.substring(0, end) : line.toString();
            }
            if (line.length() == HEAD_BYTES_MAX) {
                throw new IOException("too long a line in an answer");
            }
            line.append((char) (next & 0xff));
        }
    }

    /** Reads some bytes; returns -1 at the end of the connection. */
    int read(byte[] bytes, int offset, int length, Duration timeout) throws IOException {
        if (position == limit && length >= buffer.length) {
            socket.setSoTimeout(millis(timeout.toNanos()));
            return in.read(bytes, offset, length);
        }
        if (position == limit && !fill(System.nanoTime() + timeout.toNanos())) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(buffer, position, bytes, offset, count);
        position += count;
        return count;
    }

    /** Waits for the next bytes or the end; returns false if the time passed first. */
    boolean await(Duration time) throws IOException {
        try {
            return position < limit || fill(System.nanoTime() + time.toNanos()) || true;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    /** Reads what has arrived; returns false at the end of the connection. */
    private boolean fill(long deadline) throws IOException {
        socket.setSoTimeout(millis(deadline - System.nanoTime()));
        int count = in.read(buffer);
        position = 0;
        limit = Math.max(count, 0);
        return count > 0;
    }

    /** Returns a timeout of at least a millisecond: 0 would be none. */
    private static int millis(long nanos) {
        return Math.clamp(nanos / 1_000_000, 1, Integer.MAX_VALUE);
    }

    /** Closes the socket without the good-bye of TLS, which could block. */
    @Override
    public void close() {
        try {
            plain.close();
        } catch (IOException _) {
            // It is closed as far as it can be.
        }
    }

    /** Returns the bytes of a request's head and body. */
    static byte[] bytes(String head, byte[] body) {
        byte[] start = head.getBytes(ISO_8859_1);
        byte[] all = new byte[start.length + body.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(body, 0, all, start.length, body.length);
        return all;
    }
}
