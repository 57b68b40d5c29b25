package io.nftproxy.api;

import io.fabric8.kubernetes.client.http.AsyncBody;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a blocking stream. It requests one piece ahead of its reader and no
 * more, so TCP slows down a server that is faster than the reader.
 *
 * <p>An interrupt or a timeout of the reader closes the connection. For one reading thread.
 */
final class BodyStream extends InputStream implements AsyncBody.Consumer<List<ByteBuffer>> {
    private static final List<ByteBuffer> END = List.of();

    private final Duration timeout;
    private final Set<BodyStream> open;
    private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
    private volatile @Nullable Throwable failure;
    private @Nullable AsyncBody body;
    private Iterator<ByteBuffer> piece = Collections.emptyIterator();
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private @Nullable List<ByteBuffer> ahead;
    private boolean isAtEnd;

    /**
     * @param timeout the longest wait for the next bytes
     * @param open the set that holds this stream while it is open
     */
    BodyStream(Duration timeout, Set<BodyStream> open) {
        this.timeout = timeout;
        this.open = open;
    }

    @Override
    public void consume(List<ByteBuffer> value, AsyncBody from) {
        arrived.add(value);
    }

    /** Starts to receive the body, once the header has arrived. */
    BodyStream of(AsyncBody answered) {
        body = answered;
        open.add(this);
        answered.done()
                .whenComplete(
                        (_, problem) -> {
                            failure = problem;
                            arrived.add(END);
                        });
        answered.consume();
        return this;
    }

    @Override
    public int read() throws IOException {
        return hasBytes() ? buffer.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!hasBytes()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(bytes, offset, count);
        return count;
    }

    /** Waits for bytes; returns false at the end of the body. */
    private boolean hasBytes() throws IOException {
        while (!buffer.hasRemaining()) {
            if (piece.hasNext()) {
                buffer = piece.next();
            } else if (isAtEnd || !nextPiece()) {
                return false;
            }
        }
        return true;
    }

    private boolean nextPiece() throws IOException {
        List<ByteBuffer> next = await();
        if (next == END) {
            isAtEnd = true;
            Throwable problem = failure;
            if (problem != null) {
                ConnectionFailure.throwFatal(problem);
                throw problem instanceof IOException cut ? cut : new IOException(problem);
            }
            return false;
        }
        piece = next.iterator();
        Objects.requireNonNull(body).consume();
        return true;
    }

    /** Waits for the next bytes or the end; returns true if the time passed first. */
    boolean isQuietFor(Duration time) throws IOException {
        if (ahead == null) {
            ahead = poll(time);
        }
        return ahead == null;
    }

    private List<ByteBuffer> await() throws IOException {
        List<ByteBuffer> next = ahead == null ? poll(timeout) : ahead;
        ahead = null;
        if (next == null) {
            close();
            throw new SocketTimeoutException("no data for " + timeout.toSeconds() + "s");
        }
        return next;
    }

    private @Nullable List<ByteBuffer> poll(Duration time) throws IOException {
        try {
            return arrived.poll(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            close();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Closes the connection; its reader gets an exception. Any thread may call this. */
    void abandon() {
        failure = new IOException("closed: the kubeconfig names another API server");
        arrived.add(END);
        Objects.requireNonNull(body).cancel();
    }

    /** Closes the connection unless the body was read to its end. */
    @Override
    public void close() {
        open.remove(this);
        if (!isAtEnd && body != null) {
            body.cancel();
        }
    }
}
