package io.nftproxy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Expected texts in files under {@code src/test/resources}. With {@code -Dgolden.update=true} they
 * are overwritten with the actual texts; the git diff is then the review.
 */
public final class Golden {
    private static final String HINT = "%s differs; if it should, run with -Dgolden.update=true";

    private Golden() {}

    /**
     * Compares a text with a golden file; a missing file is empty.
     *
     * @param file the path below {@code src/test/resources}, {@code
     *     scenarios/cluster-ip/expected.nft}
     */
    public static void assertMatches(String file, String actual) {
        assertMatches(resources().resolve(file), actual);
    }

    /** Compares a text with a golden file of this whole path. */
    public static void assertMatches(Path file, String actual) {
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, actual);
                return;
            }
            String expected = Files.exists(file) ? Files.readString(file) : "";
            assertThat(actual).as(HINT, file).isEqualTo(expected);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns {@code src/test/resources} of the project, not of the build's output. */
    public static Path resources() {
        return Path.of(System.getProperty("project.dir", "."), "src", "test", "resources");
    }
}
