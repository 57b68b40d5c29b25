package io.nftproxy.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes requests out of the bytes of one connection, however they are cut. RFC 9112, without
 * transfer codings, which no client of these pages needs.
 */
final class RequestReader {
    /** What browsers and proxies send at most, with room. */
    static final int HEAD_BYTES_MAX = 16 * 1024;

    /** The only body that is wanted is a log level. */
    static final int BODY_BYTES_MAX = 64 * 1024;

    private byte[] bytes = new byte[512];
    private int length;

    /** A request that cannot be served; the connection ends with this status. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final int status;

        Refused(int status, String why) {
            super(why, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** Takes all that the buffer holds. */
    void feed(ByteBuffer received) throws Refused {
        int wanted = length + received.remaining();
        if (wanted > HEAD_BYTES_MAX + BODY_BYTES_MAX) {
            throw new Refused(413, "the request is too large");
        }
        if (wanted > bytes.length) {
            bytes = java.util.Arrays.copyOf(bytes, Math.max(wanted, bytes.length * 2));
        }
        int taken = received.remaining();
        received.get(bytes, length, taken);
        length += taken;
    }

    /** Whether a request has begun to arrive. */
    boolean isPartial() {
        return length > 0;
    }

    /** The next whole request; null if more bytes are needed. */
    @Nullable HttpRequest next() throws Refused {
        int bodyStart = headLength();
        if (bodyStart < 0) {
            if (length > HEAD_BYTES_MAX) {
                throw new Refused(431, "the request's head is too large");
            }
            return null;
        }
        String head = new String(bytes, 0, bodyStart, StandardCharsets.ISO_8859_1);
        List<String> lines = head.lines().toList();
        Map<String, String> headers = headers(lines);
        int bodyLength = bodyLength(headers);
        if (length < bodyStart + bodyLength) {
            return null;
        }
        String body = new String(bytes, bodyStart, bodyLength, StandardCharsets.ISO_8859_1);
        HttpRequest request = request(lines.getFirst(), headers, body);
        forget(bodyStart + bodyLength);
        return request;
    }

    private void forget(int used) {
        System.arraycopy(bytes, used, bytes, 0, length - used);
        length -= used;
    }

    /** Where the body starts, behind the first empty line; -1 if it has not arrived. */
    private int headLength() {
        int end = Math.min(length, HEAD_BYTES_MAX);
        for (int i = 0; i + 1 < end; i++) {
            if (bytes[i] == '\n') {
                if (bytes[i + 1] == '\n') {
                    return i + 2;
                }
                if (bytes[i + 1] == '\r' && i + 2 < end && bytes[i + 2] == '\n') {
                    return i + 3;
                }
            }
        }
        return -1;
    }

    private static Map<String, String> headers(List<String> lines) throws Refused {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            if (line.isEmpty()) {
                break;
            }
            int colon = line.indexOf(':');
            if (colon <= 0 || Character.isWhitespace(line.charAt(colon - 1))) {
                throw new Refused(400, "a header line has no name");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.merge(name, line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        return headers;
    }

    private static int bodyLength(Map<String, String> headers) throws Refused {
        if (headers.containsKey("transfer-encoding")) {
            throw new Refused(501, "transfer codings are not supported");
        }
        String text = headers.getOrDefault("content-length", "0");
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new Refused(400, "Content-Length is not a number");
        }
        if (text.length() > 9 || Integer.parseInt(text) > BODY_BYTES_MAX) {
            throw new Refused(413, "the body is too large");
        }
        return Integer.parseInt(text);
    }

    private static HttpRequest request(String line, Map<String, String> headers, String body)
            throws Refused {
        List<String> parts = new ArrayList<>(List.of(line.split(" ", -1)));
        if (parts.size() != 3 || parts.get(0).isEmpty() || parts.get(1).isEmpty()) {
            throw new Refused(400, "the request line is not METHOD TARGET VERSION");
        }
        String version = parts.get(2);
        if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
            throw new Refused(505, "only HTTP/1.0 and HTTP/1.1 are spoken here");
        }
        String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
        boolean keepAlive = version.equals("HTTP/1.1") && !connection.contains("close");
        String target = withoutAuthority(parts.get(1));
        int question = target.indexOf('?');
        return new HttpRequest(
                parts.get(0),
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                headers,
                body,
                keepAlive);
    }

    /** The absolute form, {@code http://host/path}, is what a client sends to a proxy. */
    private static String withoutAuthority(String target) {
        if (!target.startsWith("http://")) {
            return target;
        }
        int path = target.indexOf('/', "http://".length());
        return path < 0 ? "/" : target.substring(path);
    }
}
