package io.nftproxy.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped JVM flags. A JVM that does not know one of them ignores it without a message. */
class JvmOptionsTest {
    private static final String IGNORE = "-XX:+IgnoreUnrecognizedVMOptions";

    @TempDir private Path folder;

    @Test
    void thisJvmKnowsEachFlag() throws IOException, InterruptedException {
        List<String> options = Files.readAllLines(shipped());
        assertThat(options).contains(IGNORE);
        Path strict = folder.resolve("options");
        Files.write(strict, options.stream().filter(line -> !line.equals(IGNORE)).toList());

        assertThat(java("@" + strict)).contains("Runtime Environment");
    }

    @Test
    void unknownFlagIsIgnored() throws IOException, InterruptedException {
        assertThat(java("@" + shipped(), "-XX:FlagOfAnotherVersion=1"))
                .contains("Runtime Environment");
    }

    private static Path shipped() {
        String project = Objects.requireNonNullElse(System.getProperty("project.dir"), ".");
        return Path.of(project, "src/main/launcher/jvm-options");
    }

    private static String java(String... flags) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of(flags));
        command.add("-version");
        return ChildJvm.output(command);
    }
}
