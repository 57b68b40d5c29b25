package io.nftproxy.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new content is noticed however the file is changed. */
class FileWatchTest {
    @TempDir private Path directory;
    private final List<String> heard = new ArrayList<>();

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private FileWatch watch(Path file) {
        return FileWatch.fromNow(file, content -> heard.add(new String(content, UTF_8)));
    }

    @Test
    void noticesAFileThatIsWrittenInPlaceOrReplaced() throws IOException {
        Path file = write("config.conf", "1");
        FileWatch watch = watch(file);
        assertThat(watch.look()).isFalse();
        write("config.conf", "2");
        assertThat(watch.look()).isTrue();
        Files.move(write("other", "3"), file, StandardCopyOption.ATOMIC_MOVE);
        assertThat(watch.look()).isTrue();
        assertThat(watch.look()).isFalse();
        assertThat(heard).containsExactly("2", "3");
    }

    @Test
    void noticesAConfigMapUpdate() throws IOException {
        Files.createDirectory(directory.resolve("..2026_1"));
        Files.createDirectory(directory.resolve("..2026_2"));
        write("..2026_1/config.conf", "1");
        write("..2026_2/config.conf", "2");
        Files.createSymbolicLink(directory.resolve("..data"), Path.of("..2026_1"));
        Path file = directory.resolve("config.conf");
        Files.createSymbolicLink(file, Path.of("..data/config.conf"));
        FileWatch watch = watch(file);
        Path next = Files.createSymbolicLink(directory.resolve("..tmp"), Path.of("..2026_2"));
        Files.move(next, directory.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        assertThat(watch.look()).isTrue();
        assertThat(heard).containsExactly("2");
    }

    @Test
    void missingOrUnchangedFileIsNoChange() throws IOException {
        Path file = write("config.conf", "1");
        FileWatch watch = watch(file);
        Files.delete(file);
        assertThat(watch.look()).isFalse();
        write("config.conf", "1");
        assertThat(watch.look()).isFalse();
        assertThat(heard).isEmpty();
    }

    @Test
    void listenerThatThrowsIsCalledForTheNextChange() throws IOException {
        Path file = write("config.conf", "1");
        List<byte[]> calls = new ArrayList<>();
        FileWatch watch =
                FileWatch.fromNow(
                        file,
                        content -> {
                            calls.add(content);
                            throw new OnPurpose();
                        });
        write("config.conf", "2");
        watch.look();
        write("config.conf", "3");
        watch.look();
        assertThat(calls).hasSize(2);
    }

    /** Without a stack trace, which would only fill the tests' output. */
    private static final class OnPurpose extends RuntimeException {
        OnPurpose() {
            super("thrown on purpose by this test", null, false, false);
        }
    }
}
