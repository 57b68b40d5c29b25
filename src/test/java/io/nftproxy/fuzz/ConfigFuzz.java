package io.nftproxy.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nftproxy.config.ConfigFile;
import io.nftproxy.config.ConfigResult;
import io.nftproxy.config.FlagValues;
import io.nftproxy.config.ProxyConfigWriter;
import io.nftproxy.config.YamlObjects;
import io.nftproxy.config.flags.Invocation;
import io.nftproxy.config.flags.ProxyCommandLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Readers of the configuration file, the command line, and the files of {@code nftproxy render}.
 */
final class ConfigFuzz {
    private static final ConfigFile EMPTY =
            new ConfigFile(Path.of("config.conf"), "", FlagValues.NONE);

    private ConfigFuzz() {}

    /**
     * Reads a configuration file. A valid one can be written again, an invalid one has problems.
     */
    static void file(byte[] input) {
        try {
            written(EMPTY.changed(input).parse());
        } catch (IOException _) {
            // Expected for input that is not UTF-8, or too long.
        }
    }

    private static void written(ConfigResult result) {
        switch (result) {
            case ConfigResult.Valid(var config, var _) -> {
                ProxyConfigWriter.configz(config);
                ProxyConfigWriter.yaml(config);
            }
            case ConfigResult.Invalid(var problems) -> {
                if (problems.isEmpty()) {
                    throw new AssertionError("invalid without a problem");
                }
            }
        }
    }

    /** Parses a command line, one argument a line. Ignores inputs that may name a file. */
    static void flags(byte[] input) {
        List<String> arguments = new String(input, UTF_8).lines().toList();
        if (arguments.stream().anyMatch(argument -> argument.contains("/"))) {
            return;
        }
        Invocation invocation = new ProxyCommandLine("v0.1.0", () -> "node").parse(arguments);
        if (invocation instanceof Invocation.UsageError(List<String> messages)
                && messages.isEmpty()) {
            throw new AssertionError("usage error without a message");
        }
    }

    /** Reads Kubernetes objects in YAML. */
    static void objects(byte[] input) {
        try {
            YamlObjects.of(new String(input, UTF_8));
        } catch (IllegalArgumentException _) {
            // Expected for text that is not a list of objects.
        }
    }
}
