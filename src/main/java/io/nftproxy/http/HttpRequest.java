package io.nftproxy.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, read completely.
 *
 * @param method upper case as sent, for example {@code GET}
 * @param path without query, as sent, for example {@code /healthz}
 * @param query what follows the question mark; empty if there is none
 * @param headers by lower-case name; several of one name are joined with a comma
 * @param body as Latin-1, so each byte is one char; empty if there is none
 * @param keepAlive whether the client wants to use the connection again
 */
public record HttpRequest(
        String method,
        String path,
        String query,
        Map<String, String> headers,
        String body,
        boolean keepAlive) {
    public HttpRequest {
        headers = Map.copyOf(headers);
    }

    /** A header's value; null if it was not sent. */
    public @Nullable String header(String lowerCaseName) {
        return headers.get(lowerCaseName);
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
