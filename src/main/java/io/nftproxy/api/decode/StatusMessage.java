package io.nftproxy.api.decode;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the message of a {@code v1} Status: {@code {"kind":"Status","message":"services is
 * forbidden: ...","code":403}}.
 */
public final class StatusMessage {
    private static final int LENGTH_MAX = 300;

    private int code;
    private String message = "";

    /** Reads one that a {@code WATCH} event carries. */
    public void read(JsonCursor json) throws IOException {
        json.fields(
                field -> {
                    switch (field) {
                        case "code" -> code = json.number();
                        case "message" -> message = cut(json.text());
                        default -> {}
                    }
                });
    }

    public int code() {
        return code;
    }

    public String message() {
        return message;
    }

    /** The message of an error's body; empty if it has none that can be read. */
    public static String read(@Nullable InputStream body) {
        if (body == null) {
            return "";
        }
        StatusMessage status = new StatusMessage();
        try (JsonCursor json = JsonCursor.open(body, new StringPool())) {
            json.next();
            status.read(json);
        } catch (IOException _) {
            // A proxy's error page, for example: the HTTP status has to do.
        }
        return status.message();
    }

    private static String cut(String text) {
        return text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) + "..." : text;
    }
}
