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

/** The configuration file, the command line, and the files of {@code nftproxy render}. */
final class ConfigFuzz {
    private static final ConfigFile EMPTY =
            new ConfigFile(Path.of("config.conf"), "", FlagValues.NONE);

    private ConfigFuzz() {}

    /** A configuration is valid and can be written, or has a list of problems. */
    static void file(byte[] input) {
        try {
            written(EMPTY.changed(input).parse());
        } catch (IOException _) {
            // Not UTF-8, or too long.
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

    /** Arguments are lines. Files of the machine are not read. */
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

    static void objects(byte[] input) {
        try {
            YamlObjects.of(new String(input, UTF_8));
        } catch (IllegalArgumentException _) {
            // Documented.
        }
    }
}
