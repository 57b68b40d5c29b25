package io.nftproxy.config;

import org.jspecify.annotations.Nullable;

/** Truth values as Go's command lines have them. */
public final class GoBoolean {
    private GoBoolean() {}

    /** Reads a word that Go's {@code strconv.ParseBool} takes; null for any other. */
    public static @Nullable Boolean parse(String text) {
        return switch (text) {
            case "1", "t", "T", "true", "TRUE", "True" -> true;
            case "0", "f", "F", "false", "FALSE", "False" -> false;
            default -> null;
        };
    }
}
