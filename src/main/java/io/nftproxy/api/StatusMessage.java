package io.nftproxy.api;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the message of a {@code v1} Status: {@code {"kind":"Status","message":"services is
 * forbidden: ...","code":403}}.
 */
final class StatusMessage {
    private static final int LENGTH_MAX = 300;

    private int code;
    private String message = "";

    /** Reads one that a {@code WATCH} event carries. */
    void read(JsonCursor json) throws IOException {
        json.fields(
                field -> {
                    switch (field) {
                        case "code" -> code = json.number();
                        case "message" -> message = cut(json.text());
                        default -> {}
                    }
                });
    }

    int code() {
        return code;
    }

    String message() {
        return message;
    }

    /** The message of an error's body; empty if it has none that can be read. */
    static String read(@Nullable InputStream body) {
        if (body == null) {
            return "";
        }
        StatusMessage status = new StatusMessage();
        try (JsonParser parser = JsonStreams.open(body)) {
            parser.nextToken();
            status.read(new JsonCursor(parser, new StringPool()));
        } catch (IOException _) {
            // A proxy's error page, for example: the HTTP status has to do.
        }
        return status.message();
    }

    private static String cut(String text) {
        return text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) + "..." : text;
    }
}
