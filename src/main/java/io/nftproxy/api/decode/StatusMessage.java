package io.nftproxy.api.decode;

import java.io.IOException;
import java.io.InputStream;

/**
 * A {@code v1} Status of the API server: {@code {"kind":"Status","message":"services is forbidden:
 * ...","code":403}}.
 */
public final class StatusMessage {
    private static final int LENGTH_MAX = 300;

    private int code;
    private String message = "";

    /** Reads the Status that the cursor stands on, as in a watch event. */
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

    /** Returns the message in the body of an error; empty if the body has none. */
    public static String read(InputStream body) {
        StatusMessage status = new StatusMessage();
        try (JsonCursor json = JsonCursor.open(body, new StringPool())) {
            json.next();
            status.read(json);
        } catch (IOException _) {
            // For example the error page of a proxy: the HTTP status has to suffice.
        }
        return status.message();
    }

    private static String cut(String text) {
        return text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) + "..." : text;
    }
}
