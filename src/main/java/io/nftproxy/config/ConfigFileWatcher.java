package io.nftproxy.config;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the content of the configuration file has changed.
 *
 * <p>It reads the file every few seconds and compares the text. That sees every way of changing it
 * (written in place, renamed over, a ConfigMap's {@code ..data} link pointed elsewhere, on any file
 * system), where inotify on the file sees only the first two. A file that is missing or unreadable
 * for a while is no change: that is how it looks in the middle of some of them.
 */
public final class ConfigFileWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigFileWatcher.class);

    private final Duration interval;
    private final Consumer<ConfigResult> listener;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Owned by the watching thread; by the caller of {@link #look} in tests. */
    private ConfigFile known;

    /**
     * A watcher that does nothing yet.
     *
     * @param known the file as it was read last
     * @param interval time from one look to the next
     * @param listener gets what the new content says, good or bad, on the watcher's thread
     */
    public ConfigFileWatcher(ConfigFile known, Duration interval, Consumer<ConfigResult> listener) {
        this.known = known;
        this.interval = interval;
        this.listener = listener;
    }

    /** Starts to look, on a thread of its own that does not keep the process alive. */
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

    /** Looks once; whether there was a change, which the listener has heard of then. */
    boolean look() {
        ConfigFile now;
        try {
            now = ConfigFile.read(known.path(), known.flags());
        } catch (IOException | RuntimeException e) {
            LOG.debug("Cannot read {}: {}", known.path(), e.getMessage());
            return false;
        }
        if (now.text().equals(known.text())) {
            return false;
        }
        known = now;
        try {
            listener.accept(now.parse());
        } catch (RuntimeException e) {
            LOG.error("The change of {} was not handled", now.path(), e);
        }
        return true;
    }

    /** Ends the watching. */
    @Override
    public void close() {
        closed.countDown();
    }
}
