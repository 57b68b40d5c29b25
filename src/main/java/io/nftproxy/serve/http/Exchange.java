package io.nftproxy.serve.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** One request and its response. Pages send a response with a known length. */
final class Exchange extends HttpExchange {
    private final Socket socket;
    private final String method;
    private final URI target;
    private final String protocol;
    private final Headers requestHeaders;
    private final InputStream requestBody;
    private final Headers responseHeaders = new Headers();
    private int status = -1;
    private boolean keepsOpen;

    Exchange(
            Socket socket,
            String method,
            URI target,
            String protocol,
            Headers requestHeaders,
            byte[] requestBody) {
        this.socket = socket;
        this.method = method;
        this.target = target;
        this.protocol = protocol;
        this.requestHeaders = requestHeaders;
        this.requestBody = new ByteArrayInputStream(requestBody);
    }

    /** Returns whether the connection can take another request, after the response. */
    boolean keepsOpen() {
        return keepsOpen;
    }

    /**
     * Sends status line and headers.
     *
     * @param length the bytes of the body; -1 for no body
     */
    @Override
    public void sendResponseHeaders(int code, long length) throws IOException {
        if (status >= 0) {
            throw new IOException("response headers are sent already");
        }
        if (length == 0 || length < -1) {
            throw new IllegalArgumentException("length " + length);
        }
        status = code;
        keepsOpen =
                protocol.equals("HTTP/1.1")
                        && !Connection.lower(requestHeaders.getFirst("Connection"))
                                .contains("close");
        responseHeaders.set(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)));
        if (!responseHeaders.containsKey("Content-Length")) {
            responseHeaders.set("Content-Length", Long.toString(Math.max(length, 0)));
        }
        if (!keepsOpen) {
            responseHeaders.set("Connection", "close");
        }
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ")
                        .append(code)
                        .append(' ')
                        .append(reason(code))
                        .append("\r\n");
        responseHeaders.forEach(
                (name, values) ->
                        values.forEach(
                                value ->
                                        head.append(name)
                                                .append(": ")
                                                .append(value)
                                                .append("\r\n")));
        socket.getOutputStream().write(head.append("\r\n").toString().getBytes(ISO_8859_1));
    }

    private static String reason(int code) {
        return switch (code) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            default -> "Status";
        };
    }

    @Override
    public Headers getRequestHeaders() {
        return requestHeaders;
    }

    @Override
    public Headers getResponseHeaders() {
        return responseHeaders;
    }

    @Override
    public URI getRequestURI() {
        return target;
    }

    @Override
    public String getRequestMethod() {
        return method;
    }

    @Override
    public InputStream getRequestBody() {
        return requestBody;
    }

    /** Returns the stream of the connection; it need not be closed. */
    @Override
    public OutputStream getResponseBody() {
        try {
            return new Body(socket.getOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps the connection open when the body is closed. */
    private static final class Body extends OutputStream {
        private final OutputStream to;

        Body(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            to.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            to.write(bytes, offset, length);
        }
    }

    /** Ends the connection. */
    @Override
    public void close() {
        keepsOpen = false;
        try {
            socket.close();
        } catch (IOException _) {
            // It is closed as far as it can be.
        }
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public int getResponseCode() {
        return status;
    }

    @Override
    public String getProtocol() {
        return protocol;
    }

    @Override
    public HttpContext getHttpContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return null;
    }

    @Override
    public void setAttribute(String name, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setStreams(InputStream in, OutputStream out) {
        throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable HttpPrincipal getPrincipal() {
        return null;
    }
}
