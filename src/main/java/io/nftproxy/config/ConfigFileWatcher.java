package io.nftproxy.config;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the content of the configuration file.
 *
 * <p>It reads the file every few seconds and compares the text. That finds every kind of change on
 * any file system: written in place, renamed over, or the {@code ..data} link of a ConfigMap
 * replaced, which inotify on the file does not report. A missing or unreadable file is no change:
 * it may be about to be replaced.
 */
public final class ConfigFileWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigFileWatcher.class);

    private final Duration interval;
    private final Consumer<ConfigResult> listener;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Owned by the thread of the watcher; by the caller of {@link #look} in tests. */
    private ConfigFile known;

    /**
     * Creates the watcher without starting it.
     *
     * @param known the file when it was last read
     * @param interval the time between two reads
     * @param listener receives the parsed new content, on the thread of the watcher
     */
    public ConfigFileWatcher(ConfigFile known, Duration interval, Consumer<ConfigResult> listener) {
        this.known = known;
        this.interval = interval;
        this.listener = listener;
    }

    /** Starts a daemon thread that reads the file. */
    public void start() {
        Thread.ofPlatform().daemon().name("config-file").start(this::run);
    }

    private void run() {
        try {
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads the file once. Returns whether it changed; the listener has been called then. */
    boolean look() {
        ConfigFile now;
        try {
            now = ConfigFile.read(known.path(), known.flags());
        } catch (IOException | RuntimeException e) {
            LOG.debug(
                    "Cannot read configuration file {}: {}; retrying",
                    known.path(),
                    e.getMessage());
            return false;
        }
        if (now.text().equals(known.text())) {
            return false;
        }
        known = now;
        try {
            listener.accept(now.parse());
        } catch (RuntimeException e) {
            LOG.error("Cannot apply the change of configuration file {}", now.path(), e);
        }
        return true;
    }

    /** Stops the thread. */
    @Override
    public void close() {
        closed.countDown();
    }
}
