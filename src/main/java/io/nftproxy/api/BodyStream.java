package io.nftproxy.api;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer, read from the connection as it is needed, so TCP slows down a server that
 * is faster than the reader.
 *
 * <p>An interrupt or a timeout of the reader closes the connection. For one reading thread.
 */
final class BodyStream extends InputStream {
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final ApiConnection connection;
    private final Duration timeout;
    private final Set<BodyStream> open;
    private final @Nullable Consumer<ApiConnection> reuse;
    private final boolean isChunked;

    /** Bytes left in the body or its present chunk; negative if the connection's end is its end. */
    private long left;

    private boolean isAtEnd;
    private volatile boolean isAbandoned;

    /**
     * @param timeout the longest wait for the next bytes
     * @param open the set that holds this stream while it is open
     * @param reuse receives the connection after the whole body
     */
    BodyStream(
            ApiConnection connection,
            ApiConnection.Head head,
            Duration timeout,
            Set<BodyStream> open,
            Consumer<ApiConnection> reuse) {
        this.connection = connection;
        this.timeout = timeout;
        this.open = open;
        this.isChunked = head.header("transfer-encoding").equalsIgnoreCase("chunked");
        this.left = isChunked ? 0 : length(head);
        this.reuse = head.keepsAlive() && left >= 0 ? reuse : null;
        open.add(this);
        if (!isChunked && left == 0) {
            atEnd();
        }
    }

    private static long length(ApiConnection.Head head) {
        if (head.status() == NO_CONTENT || head.status() == NOT_MODIFIED) {
            return 0;
        }
        String length = head.header("content-length");
        return length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0 || isAtEnd) {
            return isAtEnd ? -1 : 0;
        }
        try {
            return readSome(bytes, offset, length);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private int readSome(byte[] bytes, int offset, int length) throws IOException {
        if (isChunked && left == 0 && !nextChunk()) {
            atEnd();
            return -1;
        }
        int wanted = left < 0 ? length : (int) Math.min(length, left);
        int count = connection.read(bytes, offset, wanted, timeout);
        if (count < 0) {
            if (left >= 0) {
                throw new EOFException("connection closed within an answer");
            }
            atEnd();
            return -1;
        }
        left -= left < 0 ? 0 : count;
        if (isChunked && left == 0) {
            line();
        } else if (left == 0) {
            atEnd();
        }
        return count;
    }

    private boolean nextChunk() throws IOException {
        String size = line();
        int end = size.indexOf(';');
        try {
            left = Long.parseLong((end < 0 ? size : size.substring(0, end)).strip(), 16);
        } catch (NumberFormatException e) {
            throw new IOException("malformed chunk of an answer: " + size, e);
        }
        if (left < 0) {
            throw new IOException("malformed chunk of an answer: " + size);
        }
        if (left > 0) {
            return true;
        }
        while (!line().isEmpty()) {
            // Trailers follow the last chunk.
        }
        return false;
    }

    private String line() throws IOException {
        return connection.line(System.nanoTime() + timeout.toNanos());
    }

    private void atEnd() {
        isAtEnd = true;
        open.remove(this);
        if (reuse != null && !isAbandoned) {
            reuse.accept(connection);
        } else {
            connection.close();
        }
    }

    private IOException failed(IOException problem) {
        close();
        if (isAbandoned) {
            return new IOException("closed: the kubeconfig names another API server");
        }
        if (Thread.currentThread().isInterrupted()) {
            return new InterruptedIOException("interrupted");
        }
        return problem instanceof SocketTimeoutException
                ? new SocketTimeoutException("no data for " + timeout.toSeconds() + "s")
                : problem;
    }

    /** Waits for the next bytes or the end; returns true if the time passed first. */
    boolean isQuietFor(Duration time) throws IOException {
        try {
            return !isAtEnd && !connection.await(time);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Closes the connection; its reader gets an exception. Any thread may call this. */
    void abandon() {
        isAbandoned = true;
        connection.close();
    }

    /** Closes the connection unless the body was read to its end. */
    @Override
    public void close() {
        open.remove(this);
        if (!isAtEnd) {
            connection.close();
        }
    }
}
