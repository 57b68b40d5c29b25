package io.nftproxy.config.flags;

import io.nftproxy.config.ProxyConfig;
import io.nftproxy.config.flags.Invocation.RunProxy;
import io.nftproxy.config.flags.Invocation.UsageError;
import java.util.List;

/** Command lines for tests, on a host named Host-1. */
final class CommandLines {
    private CommandLines() {}

    static Invocation parse(String... arguments) {
        return new ProxyCommandLine("v0.1.0", () -> "Host-1\n").parse(List.of(arguments));
    }

    /** Splits arguments at blanks; {@code ''} is an empty one, a tilde is a blank. */
    static Invocation parseLine(String line) {
        return parse(
                line.isEmpty()
                        ? new String[0]
                        : List.of(line.split(" ")).stream()
                                .map(word -> word.replace("''", "").replace('~', ' '))
                                .toArray(String[]::new));
    }

    static RunProxy run(String line) {
        return switch (parseLine(line)) {
            case RunProxy run -> run;
            case Invocation other -> throw new AssertionError(other);
        };
    }

    static ProxyConfig config(String line) {
        return run(line).config();
    }

    static List<String> errors(String line) {
        return switch (parseLine(line)) {
            case UsageError error -> error.messages();
            case Invocation other -> throw new AssertionError(other);
        };
    }
}
