package io.nftproxy.app;

import io.nftproxy.config.ConfigFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the content of a file.
 *
 * <p>{@link #look} reads the file and compares the bytes. That finds every kind of change on any
 * file system: written in place, renamed over, or the {@code ..data} link of a ConfigMap replaced,
 * which inotify on the file does not report. A missing or unreadable file is no change: it may be
 * about to be replaced.
 */
final class FileWatch {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    private final Path file;
    private final Consumer<byte[]> changed;

    /** Owned by the thread that calls {@link #look}. */
    private byte[] known;

    /**
     * Creates the watch.
     *
     * @param known the content when it was last read
     */
    FileWatch(Path file, byte[] known, Consumer<byte[]> changed) {
        this.file = file;
        this.known = known;
        this.changed = changed;
    }

    /** Creates a watch that compares with the present content. */
    static FileWatch fromNow(Path file, Consumer<byte[]> changed) {
        FileWatch watch = new FileWatch(file, new byte[0], changed);
        watch.known = Objects.requireNonNullElse(watch.read(), watch.known);
        return watch;
    }

    /** Reads the file once. Returns whether it changed. */
    boolean look() {
        byte[] now = read();
        if (now == null || Arrays.equals(now, known)) {
            return false;
        }
        known = now;
        try {
            changed.accept(now);
        } catch (RuntimeException e) {
            LOG.error("Cannot apply the change of {}", file, e);
        }
        return true;
    }

    private byte @Nullable [] read() {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(ConfigFile.MAX_BYTES + 1);
        } catch (IOException | RuntimeException e) {
            LOG.debug("Cannot read {}: {}; retrying", file, e.toString());
            return null;
        }
    }
}
