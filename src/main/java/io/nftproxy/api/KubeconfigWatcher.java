package io.nftproxy.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A watcher that makes API clients reload a changed kubeconfig, for example one that names another
 * server.
 *
 * <p>It compares the file's bytes every few seconds, which notices every kind of replacement. A
 * file that is missing for a while is not a change.
 */
public final class KubeconfigWatcher {
    private static final Logger LOG = LoggerFactory.getLogger(KubeconfigWatcher.class);

    private final Path file;
    private final Duration interval;
    private final List<ApiClient> clients;

    /** Owned by the thread that calls {@link #check}. */
    private byte[] known;

    /**
     * Creates a watcher; {@link #start} starts it.
     *
     * @param interval the time between two checks
     * @param clients the clients made from this file
     */
    public KubeconfigWatcher(Path file, Duration interval, List<ApiClient> clients) {
        this.file = file;
        this.interval = interval;
        this.clients = List.copyOf(clients);
        this.known = content(new byte[0]);
    }

    /** Starts to check the file, on a daemon thread. */
    public void start() {
        Thread.ofPlatform().daemon().name("kubeconfig").start(this::run);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(interval);
                check();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Checks the file once. */
    public void check() {
        byte[] now = content(known);
        if (Arrays.equals(now, known)) {
            return;
        }
        known = now;
        try {
            for (ApiClient client : clients) {
                client.configurationChanged();
                LOG.info("Kubeconfig changed: {}; using server {}", file, client.server());
            }
        } catch (AccessProblem e) {
            LOG.error(
                    "Cannot use the changed kubeconfig: {}; keeping the previous one",
                    e.getMessage());
        }
    }

    private byte[] content(byte[] otherwise) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            LOG.debug("Cannot read {}: {}", file, e.toString());
            return otherwise;
        }
    }
}
