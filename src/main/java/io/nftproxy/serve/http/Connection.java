package io.nftproxy.serve.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.Headers;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection in HTTP/1.1 or 1.0, read one after the other. Owned by the thread
 * of the connection.
 */
final class Connection {
    /** How long a client may take for a request after its first byte. */
    private static final Duration REQUEST = Duration.ofSeconds(10);

    /** How long a connection stays open without a request. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** Request line and headers. */
    private static final int HEAD_BYTES_MAX = 1 << 14;

    /** The body of a request; pages take a number at most. */
    private static final int BODY_BYTES_MAX = 1 << 16;

    /** A request that is answered with a status line alone, {@code 400 Bad request line}. */
    private static final class BadRequest extends IOException {
        BadRequest(String status) {
            super(status);
        }
    }

    private final Socket socket;
    private final InputStream in;
    private long deadlineNanos;
    private int headBytes;

    Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(new Timed(socket.getInputStream()));
    }

    /** The stream of the socket, whose reads end at the deadline. */
    private final class Timed extends InputStream {
        private final InputStream from;

        Timed(InputStream from) {
            this.from = from;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            long left = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("request incomplete");
            }
            socket.setSoTimeout((int) left);
            return from.read(bytes, offset, length);
        }

        @Override
        public int available() throws IOException {
            return from.available();
        }
    }

    /**
     * Waits for the next request. Returns null if the client closed the connection.
     *
     * @throws IOException if the request is malformed, which the client is told, or too slow
     */
    @Nullable Exchange next() throws IOException {
        try {
            return read();
        } catch (BadRequest e) {
            String answer =
                    "HTTP/1.1 %s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .formatted(e.getMessage());
            socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
            throw e;
        }
    }

    private @Nullable Exchange read() throws IOException {
        headBytes = 0;
        deadlineNanos = System.nanoTime() + IDLE.toNanos();
        in.mark(1);
        if (in.read() < 0) {
            return null;
        }
        in.reset();
        deadlineNanos = System.nanoTime() + REQUEST.toNanos();
        String line = line();
        while (line.isEmpty()) {
            line = line();
        }
        String[] words = line.split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            throw new BadRequest("400 Bad request line");
        }
        Headers headers = headers();
        return new Exchange(socket, words[0], uri(words[1]), words[2], headers, body(headers));
    }

    private static URI uri(String target) throws BadRequest {
        try {
            return new URI(target);
        } catch (URISyntaxException e) {
            throw new BadRequest("400 Bad request target");
        }
    }

    private Headers headers() throws IOException {
        Headers headers = new Headers();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon <= 0 || line.substring(0, colon).chars().anyMatch(c -> c <= ' ')) {
                throw new BadRequest("400 Bad header line");
            }
            headers.add(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return headers;
    }

    /** Reads the whole body, so that an unread one is not taken for the next request. */
    private byte[] body(Headers headers) throws IOException {
        if (headers.containsKey("Transfer-Encoding")) {
            throw new BadRequest("411 Length required");
        }
        String length = headers.getFirst("Content-Length");
        if (length == null) {
            return new byte[0];
        }
        if (headers.get("Content-Length").size() > 1 || !length.matches("[0-9]{1,9}")) {
            throw new BadRequest("400 Bad content length");
        }
        int bytes = Integer.parseInt(length);
        if (bytes > BODY_BYTES_MAX) {
            throw new BadRequest("413 Content too large");
        }
        if ("100-continue".equals(lower(headers.getFirst("Expect")))) {
            socket.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
        }
        byte[] body = in.readNBytes(bytes);
        if (body.length < bytes) {
            throw new EOFException("request cut off");
        }
        return body;
    }

    /** Returns a header's value in lower case; empty if it is null. */
    static String lower(@Nullable String value) {
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }

    /** Returns the next line, without its end. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("request cut off");
            }
            if (++headBytes > HEAD_BYTES_MAX) {
                throw new BadRequest("431 Request header fields too large");
            }
            line.append((char) next);
        }
        int end = line.length() - 1;
        if (end >= 0 && line.charAt(end) == '\r') {
            line.setLength(end);
        }
        if (line.indexOf("\r") >= 0) {
            throw new BadRequest("400 Bad line end");
        }
        return line.toString();
    }
}
