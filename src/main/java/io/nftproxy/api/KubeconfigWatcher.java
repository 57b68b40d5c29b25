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
 * Has API clients use a kubeconfig that has changed, for example one that names another server.
 *
 * <p>It reads the file every few seconds and compares the bytes, which sees every way of changing
 * it. A file that is missing for a while is no change.
 */
public final class KubeconfigWatcher {
    private static final Logger LOG = LoggerFactory.getLogger(KubeconfigWatcher.class);

    private final Path file;
    private final Duration interval;
    private final List<ApiClient> clients;

    /** Owned by the watching thread; by the caller of {@link #look} in tests. */
    private byte[] known;

    /**
     * A watcher that does nothing yet.
     *
     * @param interval time from one look to the next
     * @param clients made from this file
     */
    public KubeconfigWatcher(Path file, Duration interval, List<ApiClient> clients) {
        this.file = file;
        this.interval = interval;
        this.clients = List.copyOf(clients);
        this.known = content(new byte[0]);
    }

    /** Starts to look, on a thread of its own that does not keep the process alive. */
    public void start() {
        Thread.ofPlatform().daemon().name("kubeconfig").start(this::run);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.sleep(interval);
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Looks once. */
    public void look() {
        byte[] now = content(known);
        if (Arrays.equals(now, known)) {
            return;
        }
        known = now;
        try {
            for (ApiClient client : clients) {
                client.configurationChanged();
                LOG.info("Kubeconfig {} has changed: using {}", file, client.server());
            }
        } catch (AccessProblem e) {
            LOG.error("Changed kubeconfig {} is not used: {}", file, e.getMessage());
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
