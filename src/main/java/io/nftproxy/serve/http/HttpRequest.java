package io.nftproxy.serve.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request, read completely.
 *
 * @param method upper case as sent, for example {@code GET}
 * @param path without query, as sent, for example {@code /healthz}
 * @param query what follows the question mark; empty if there is none
 * @param headers by lower-case name; several of one name are joined with a comma
 * @param body its first {@link #BODY_BYTES_MAX} bytes as UTF-8; empty if there is none
 * @param local our address that the client connected to; an {@link java.net.Inet4Address} also when
 *     an IPv4 client came in through a wildcard IPv6 socket
 */
public record HttpRequest(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        String body,
        InetAddress local) {
    /** The only body that is wanted is a log level. */
    static final int BODY_BYTES_MAX = 1024;

    public HttpRequest {
        headers = Map.copyOf(headers);
    }

    static HttpRequest read(HttpExchange exchange) throws IOException {
        URI target = exchange.getRequestURI();
        Map<String, String> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) ->
                                headers.put(
                                        name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX);
        return new HttpRequest(
                exchange.getRequestMethod(),
                Objects.requireNonNullElse(target.getRawPath(), ""),
                Objects.requireNonNullElse(target.getRawQuery(), ""),
                headers,
                new String(body, StandardCharsets.UTF_8),
                exchange.getLocalAddress().getAddress());
    }

    /** A parameter of the query, for example 30 of {@code seconds=30}; null if it is not there. */
    public @Nullable String parameter(String name) {
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals >= 0 && pair.substring(0, equals).equals(name)) {
                return decoded(pair.substring(equals + 1));
            }
        }
        return null;
    }

    private static @Nullable String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            return null;
        }
    }
}
