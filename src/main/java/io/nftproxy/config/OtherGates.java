package io.nftproxy.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The feature gates of Kubernetes' other components. Read only when a name is not our own. */
final class OtherGates {
    private static final Set<String> NAMES = read();

    private OtherGates() {}

    static boolean contains(String name) {
        return NAMES.contains(name);
    }

    private static Set<String> read() {
        try (InputStream in = OtherGates.class.getResourceAsStream("other-feature-gates.txt");
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
