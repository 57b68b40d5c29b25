package io.nftproxy.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The content of a configuration file when it was read.
 *
 * @param flags override the file
 */
public record ConfigFile(Path path, String text, FlagValues flags) {
    /** A ConfigMap holds no more than this. */
    public static final int MAX_BYTES = 1 << 20;

    /**
     * Reads the file.
     *
     * @throws IOException if it is not there, not readable, not UTF-8 or longer than 1 MiB; the
     *     message says which
     */
    public static ConfigFile read(Path path, FlagValues flags) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return new ConfigFile(path, text(in.readNBytes(MAX_BYTES + 1)), flags);
        } catch (NoSuchFileException e) {
            throw new IOException("no such file", e);
        }
    }

    /** Returns the same file with another content, as {@link #read} does. */
    public ConfigFile changed(byte[] content) throws IOException {
        return new ConfigFile(path, text(content), flags);
    }

    private static String text(byte[] content) throws IOException {
        if (content.length > MAX_BYTES) {
            throw new IOException("is longer than " + MAX_BYTES + " bytes");
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException e) {
            throw new IOException("is not UTF-8", e);
        }
    }

    /** Parses the text. Problems of the file as a whole have its path. */
    public ConfigResult parse() {
        return switch (ProxyConfigReader.ofFile(text, flags)) {
            case ConfigResult.Valid valid -> valid;
            case ConfigResult.Invalid(List<ConfigProblem> problems) ->
                    new ConfigResult.Invalid(problems.stream().map(this::located).toList());
        };
    }

    private ConfigProblem located(ConfigProblem problem) {
        return problem.path().isEmpty()
                ? new ConfigProblem(path.toString(), problem.value(), problem.message())
                : problem;
    }
}
