package io.nftproxy.api.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The messages for text that is no JSON or YAML, without the names of the parser's settings. */
public final class SyntaxMessage {
    /**
     * A position inside of a message: {@code [Source: REDACTED (`StreamReadFeature...` disabled);
     * line: 1, column: 3]}.
     */
    private static final Pattern SOURCE = Pattern.compile("\\[Source: [^;\\]]*; ([^\\]]*)]");

    private SyntaxMessage() {}

    /**
     * Returns what is wrong with the text, {@code Unexpected character ('<' (code 60))...}; null if
     * the failure is not about it.
     */
    public static @Nullable String of(IOException problem) {
        return switch (problem) {
            case JsonEOFException _ -> "it ends in the middle of a value";
            case JsonProcessingException syntax ->
                    SOURCE.matcher(String.valueOf(syntax.getOriginalMessage())).replaceAll("$1");
            default -> null;
        };
    }

    /** Returns whether the text ended in the middle of a value. */
    public static boolean isCutOff(IOException problem) {
        return problem instanceof JsonEOFException;
    }
}
