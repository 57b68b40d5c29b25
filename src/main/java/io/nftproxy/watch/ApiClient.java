package io.nftproxy.watch;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to the API server. Thread-safe; a blocked request ends when its virtual thread is
 * interrupted.
 *
 * <p>Credentials are read again when the API server no longer accepts them: certificates, tokens
 * and CAs are rotated while a proxy runs.
 */
public final class ApiClient {
    private static final Logger LOG = LoggerFactory.getLogger(ApiClient.class);

    /** A credential plugin may be slow and its issuer limited: not more often than this. */
    private static final Duration RELOAD_PAUSE = Duration.ofSeconds(10);

    /** Reads configuration and credentials anew. */
    @FunctionalInterface
    interface AccessLoader {
        ApiAccess load() throws AccessProblem;
    }

    private final AccessLoader loader;
    private final String userAgent;
    private final WatchListener listener;
    private final Duration connectTimeout;
    private final Duration reloadPause;
    private volatile ApiAccess access;
    private volatile boolean isRefused;
    private volatile long loadedNanos;

    ApiClient(
            AccessLoader loader,
            String userAgent,
            WatchListener listener,
            Duration connectTimeout,
            Duration reloadPause)
            throws AccessProblem {
        this.loader = loader;
        this.userAgent = userAgent;
        this.listener = listener;
        this.connectTimeout = connectTimeout;
        this.reloadPause = reloadPause;
        this.access = loader.load();
        this.loadedNanos = System.nanoTime();
    }

    /**
     * Reads the configuration; does not talk to the API server yet.
     *
     * @param kubeconfig null for none
     * @param master overrides the kubeconfig's server, {@code http://127.0.0.1:8080}; null to take
     *     that. With neither, the service account of the pod is used
     * @param userAgent {@code nftproxy/0.1.0 (linux/amd64)}
     * @throws AccessProblem if something is missing or cannot be read
     */
    public static ApiClient connect(
            @Nullable Path kubeconfig,
            @Nullable String master,
            String userAgent,
            WatchListener listener)
            throws AccessProblem {
        return new ApiClient(
                () -> ApiAccessLoader.load(kubeconfig, master, System.getenv()),
                userAgent,
                listener,
                WatchTiming.DEFAULT.connectTimeout(),
                RELOAD_PAUSE);
    }

    /** Where the API server is, {@code https://10.96.0.1:443}. */
    public String server() {
        return access.server();
    }

    /**
     * Asks for something.
     *
     * @param verb for the listener, {@code LIST} or {@code WATCH}
     * @param path with query
     * @param readTimeout how long the next bytes may take, at any time
     */
    ApiResponse get(String verb, String path, Duration readTimeout) throws IOException {
        return send(verb, path, readTimeout, null);
    }

    /** Sends JSON. */
    ApiResponse post(String path, byte[] json, Duration readTimeout) throws IOException {
        return send("POST", path, readTimeout, json);
    }

    private ApiResponse send(String verb, String path, Duration readTimeout, byte @Nullable [] body)
            throws IOException {
        ApiAccess to = currentAccess();
        long start = System.nanoTime();
        String code = "<error>";
        HttpURLConnection connection = open(to, path, readTimeout);
        try {
            if (body != null) {
                write(connection, body);
            }
            int status = connection.getResponseCode();
            code = Integer.toString(status);
            isRefused |= status == HttpURLConnection.HTTP_UNAUTHORIZED;
            return new ApiResponse(connection, status);
        } catch (SSLException e) {
            isRefused = true;
            throw e;
        } finally {
            String host = connection.getURL().getAuthority();
            listener.requested(verb, host, code, System.nanoTime() - start);
        }
    }

    private HttpURLConnection open(ApiAccess to, String path, Duration readTimeout)
            throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection)
                        URI.create(to.server() + path).toURL().openConnection(to.proxy());
        if (connection instanceof HttpsURLConnection secure && to.sockets() != null) {
            secure.setSSLSocketFactory(to.sockets());
        }
        connection.setConnectTimeout((int) connectTimeout.toMillis());
        connection.setReadTimeout((int) readTimeout.toMillis());
        connection.setUseCaches(false);
        // The API server does not redirect these; elsewhere our token has no business.
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Accept", "application/json");
        connection.setRequestProperty("User-Agent", userAgent);
        String authorization = to.authorization().header();
        if (!authorization.isEmpty()) {
            connection.setRequestProperty("Authorization", authorization);
        }
        return connection;
    }

    private static void write(HttpURLConnection connection, byte[] body) throws IOException {
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
    }

    private ApiAccess currentAccess() {
        if (isRefused && System.nanoTime() - loadedNanos >= reloadPause.toNanos()) {
            reload();
        }
        return access;
    }

    private synchronized void reload() {
        if (!isRefused) {
            return;
        }
        isRefused = false;
        loadedNanos = System.nanoTime();
        try {
            access = loader.load();
        } catch (AccessProblem e) {
            LOG.warn("Cannot read the API server's credentials again: {}", e.getMessage());
        }
    }
}
