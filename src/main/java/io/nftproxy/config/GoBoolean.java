package io.nftproxy.config;

import org.jspecify.annotations.Nullable;

/** Boolean values of Go's command lines. */
public final class GoBoolean {
    private GoBoolean() {}

    /** Parses the words of Go's {@code strconv.ParseBool}; null for any other. */
    public static @Nullable Boolean parse(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> null;
        };
    }
}
