package io.nftproxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way of changing a file is seen, and nothing else. */
class ConfigFileWatcherTest {
    private final Path directory;
    private final List<ConfigResult> heard = new ArrayList<>();

    ConfigFileWatcherTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void seesAFileWrittenInPlaceAndRenamedOver() throws IOException {
        Path file = write("config.conf", -1);
        ConfigFileWatcher watcher = watch(file);
        assertThat(watcher.look()).isFalse();
        write("config.conf", -2);
        assertThat(watcher.look()).isTrue();
        Files.move(write("other", -3), file, StandardCopyOption.ATOMIC_MOVE);
        assertThat(watcher.look()).isTrue();
        assertThat(watcher.look()).isFalse();
        assertThat(scores()).containsExactly(-2, -3);
    }

    @Test
    void seesAConfigMapSwapItsLinks() throws IOException {
        Files.createDirectory(directory.resolve("..2026_1"));
        Files.createDirectory(directory.resolve("..2026_2"));
        write("..2026_1/config.conf", -1);
        write("..2026_2/config.conf", -2);
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("..2026_1"));
        Path file = directory.resolve("config.conf");
        Files.createSymbolicLink(file, Path.of("..data/config.conf"));
        ConfigFileWatcher watcher = watch(file);
        Path next = Files.createSymbolicLink(directory.resolve("..tmp"), Path.of("..2026_2"));
        Files.move(next, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(watcher.look()).isTrue();
        assertThat(scores()).containsExactly(-2);
    }

    @Test
    void aFileThatIsAwayOrWrittenAgainIsNoChange() throws IOException {
        Path file = write("config.conf", -1);
        ConfigFileWatcher watcher = watch(file);
        Files.delete(file);
        assertThat(watcher.look()).isFalse();
        write("config.conf", -1);
        assertThat(watcher.look()).isFalse();
        assertThat(heard).isEmpty();
    }

    @Test
    void badContentIsHandedOnWithItsProblemsAndGoodContentAfterItToo() throws IOException {
        Path file = write("config.conf", -1);
        ConfigFileWatcher watcher = watch(file);
        Files.writeString(file, "nonsense");
        assertThat(watcher.look()).isTrue();
        assertThat(heard.getFirst())
                .isEqualTo(
                        new ConfigResult.Invalid(
                                List.of(
                                        new ConfigProblem(
                                                file.toString(),
                                                "",
                                                "is not a KubeProxyConfiguration: no fields"
                                                        + " found"))));
        write("config.conf", -4);
        assertThat(watcher.look()).isTrue();
    }

    @Test
    void aListenerThatFailsIsCalledAgain() throws IOException {
        Path file = write("config.conf", -1);
        List<ConfigResult> calls = new ArrayList<>();
        ConfigFileWatcher watcher =
                new ConfigFileWatcher(
                        ConfigFile.read(file, FlagValues.NONE),
                        Duration.ofHours(1),
                        result -> {
                            calls.add(result);
                            throw new OnPurpose();
                        });
        write("config.conf", -2);
        watcher.look();
        write("config.conf", -3);
        watcher.look();
        assertThat(calls).hasSize(2);
    }

    @Test
    void looksByItselfUntilItIsClosed() throws Exception {
        Path file = write("config.conf", -1);
        BlockingQueue<ConfigResult> results = new LinkedBlockingQueue<>();
        try (ConfigFileWatcher watcher =
                new ConfigFileWatcher(
                        ConfigFile.read(file, FlagValues.NONE),
                        Duration.ofMillis(5),
                        results::add)) {
            watcher.start();
            write("config.conf", -2);
            assertThat(results.poll(30, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void aFileThatCannotBeReadSaysWhy() throws IOException {
        Path absent = directory.resolve("absent");
        assertThat(reason(absent)).isEqualTo("no such file");
        Path binary = directory.resolve("binary");
        Files.write(binary, new byte[] {(byte) 0xff});
        assertThat(reason(binary)).isEqualTo("is not UTF-8");
        Path big = directory.resolve("big");
        Files.writeString(big, "#".repeat(2 << 20));
        assertThat(reason(big)).isEqualTo("is longer than 1048576 bytes");
    }

    /** Without a stack trace, which would only fill the tests' output. */
    private static final class OnPurpose extends RuntimeException {
        OnPurpose() {
            super("thrown on purpose by this test", null, false, false);
        }
    }

    private static String reason(Path file) {
        try {
            return ConfigFile.read(file, FlagValues.NONE).text();
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private ConfigFileWatcher watch(Path file) throws IOException {
        return new ConfigFileWatcher(
                ConfigFile.read(file, FlagValues.NONE), Duration.ofHours(1), heard::add);
    }

    private Path write(String name, int score) throws IOException {
        Path file = directory.resolve(name);
        return Files.writeString(file, Configs.file("oomScoreAdj: " + score));
    }

    private List<Integer> scores() {
        return heard.stream()
                .map(
                        result ->
                                ((ConfigResult.Valid) result)
                                        .config()
                                        .get(ConfigFields.OOM_SCORE_ADJ))
                .toList();
    }
}
