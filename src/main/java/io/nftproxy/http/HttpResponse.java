package io.nftproxy.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole response. Immutable; {@code Content-Length}, {@code Date} and {@code Connection} are
 * added when it is sent, and {@code X-Content-Type-Options: nosniff} is always there.
 */
public final class HttpResponse implements HttpAnswer {
    private final int status;
    private final List<String> headerLines;
    private final byte[] body;

    private HttpResponse(int status, List<String> headerLines, byte[] body) {
        this.status = status;
        this.headerLines = headerLines;
        this.body = body;
    }

    /** Plain text in UTF-8. */
    public static HttpResponse text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** JSON, as text that is JSON already. */
    public static HttpResponse json(int status, String json) {
        return of(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    /** Any bytes; the array belongs to the response from here on. */
    public static HttpResponse of(int status, String contentType, byte[] body) {
        return new HttpResponse(status, List.of("Content-Type: " + contentType), body);
    }

    /** The same with one more header. */
    public HttpResponse with(String name, String value) {
        List<String> lines = new ArrayList<>(headerLines);
        lines.add(name + ": " + value);
        return new HttpResponse(status, List.copyOf(lines), body);
    }

    public int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    /** Status line and headers up to and with the empty line. */
    byte[] head(String date, boolean keepAlive) {
        StringBuilder head = new StringBuilder(256);
        head.append("HTTP/1.1 ").append(status).append(' ').append(reason(status)).append("\r\n");
        for (String line : headerLines) {
            head.append(line).append("\r\n");
        }
        head.append("X-Content-Type-Options: nosniff\r\n");
        head.append("Content-Length: ").append(body.length).append("\r\n");
        head.append("Date: ").append(date).append("\r\n");
        if (!keepAlive) {
            head.append("Connection: close\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 400 -> "Bad Request";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 413 -> "Content Too Large";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> "Status " + status;
        };
    }
}
