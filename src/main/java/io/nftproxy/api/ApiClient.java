package io.nftproxy.api;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to the API server. Thread-safe; a blocked request ends when its thread is
 * interrupted.
 *
 * <p>Credentials are read again when the API server no longer accepts them: certificates, tokens
 * and CAs are rotated while a proxy runs.
 */
public final class ApiClient {
    private static final Logger LOG = LoggerFactory.getLogger(ApiClient.class);

    /** A credential plugin may be slow and its issuer limited: not more often than this. */
    private static final Duration RELOAD_PAUSE = Duration.ofSeconds(10);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Reads configuration and credentials anew. */
    @FunctionalInterface
    interface AccessLoader {
        Config load() throws AccessProblem;
    }

    private final AccessLoader loader;
    private final String userAgent;
    private final Duration connectTimeout;
    private final Duration reloadPause;
    private final Set<BodyStream> open = ConcurrentHashMap.newKeySet();
    private volatile RequestListener listener;
    private volatile ApiServer server;
    private volatile boolean isRefused;
    private volatile long loadedNanos;

    ApiClient(
            AccessLoader loader,
            String userAgent,
            RequestListener listener,
            Duration connectTimeout,
            Duration reloadPause)
            throws AccessProblem {
        this.loader = loader;
        this.userAgent = userAgent;
        this.listener = listener;
        this.connectTimeout = connectTimeout;
        this.reloadPause = reloadPause;
        this.server = load();
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
            RequestListener listener)
            throws AccessProblem {
        return new ApiClient(
                () -> ApiAccessLoader.load(kubeconfig, master, System.getenv()),
                userAgent,
                listener,
                CONNECT_TIMEOUT,
                RELOAD_PAUSE);
    }

    /** Tells another listener of requests from now on. */
    public void reportTo(RequestListener reports) {
        listener = reports;
    }

    /** Where the API server is, {@code https://10.96.0.1:443}. */
    public String server() {
        return server.url();
    }

    /**
     * Asks for something.
     *
     * @param verb for the listener, {@code LIST} or {@code WATCH}
     * @param path with query
     * @param answerTimeout how long the header of the answer may take
     * @param readTimeout how long the next bytes of its body may take, at any time
     * @throws Trouble if there is no answer
     */
    public ApiResponse get(String verb, String path, Duration answerTimeout, Duration readTimeout)
            throws IOException {
        return send(verb, path, answerTimeout, readTimeout, null);
    }

    /** Sends JSON. */
    public ApiResponse post(String path, byte[] json, Duration readTimeout) throws IOException {
        return send("POST", path, readTimeout, readTimeout, json);
    }

    private ApiResponse send(
            String verb,
            String path,
            Duration answerTimeout,
            Duration readTimeout,
            byte @Nullable [] body)
            throws IOException {
        ApiServer to = currentServer();
        long start = System.nanoTime();
        String code = "<error>";
        try {
            BodyStream stream = new BodyStream(readTimeout, open);
            HttpRequest request = request(to, verb, path, answerTimeout, body);
            HttpResponse<AsyncBody> response = await(to.http().consumeBytes(request, stream));
            code = Integer.toString(response.code());
            boolean isUnauthorized = response.code() == HttpURLConnection.HTTP_UNAUTHORIZED;
            isRefused |= isUnauthorized;
            String hint = isUnauthorized ? to.certificateHint() : "";
            return new ApiResponse(response, stream.of(response.body()), hint);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (SSLException e) {
            isRefused = true;
            throw ConnectionTrouble.of(e, to);
        } catch (IOException | UncheckedIOException e) {
            throw ConnectionTrouble.of(e, to);
        } finally {
            listener.requested(verb, to.authority(), code, System.nanoTime() - start);
        }
    }

    private static HttpRequest request(
            ApiServer to, String verb, String path, Duration timeout, byte @Nullable [] body)
            throws IOException {
        HttpRequest.Builder request =
                to.http()
                        .newHttpRequestBuilder()
                        .uri(to.baseUrl() + path)
                        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .header("Accept", "application/json");
        if (verb.equals("LIST")) {
            // Lists are long, and decrypting costs more than inflating what is a tenth of them.
            request.header("Accept-Encoding", "gzip");
        }
        if (body != null) {
            request.post("application/json", body);
        }
        return request.build();
    }

    /** Waits for the header of the answer. */
    private static HttpResponse<AsyncBody> await(CompletableFuture<HttpResponse<AsyncBody>> answer)
            throws IOException {
        try {
            return answer.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw new InterruptedIOException("told to stop");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException problem
                    ? problem
                    : new IOException(e.getCause());
        }
    }

    private ApiServer currentServer() {
        if (isRefused && System.nanoTime() - loadedNanos >= reloadPause.toNanos()) {
            reload();
        }
        return server;
    }

    /** Watches that are open stay with the server as it was known before, until they end. */
    private synchronized void reload() {
        if (!isRefused) {
            return;
        }
        try {
            renew();
        } catch (AccessProblem e) {
            LOG.warn("Cannot read the API server's credentials again: {}", e.getMessage());
        }
    }

    private void renew() throws AccessProblem {
        isRefused = false;
        loadedNanos = System.nanoTime();
        server = load();
    }

    /**
     * Reads the configuration again, because it has changed. Answers of a server that it no longer
     * names end, so that what is watched goes on at the new one.
     *
     * @throws AccessProblem if it cannot be used; what was known before is used on
     */
    synchronized void configurationChanged() throws AccessProblem {
        String former = server.url();
        renew();
        if (!server.url().equals(former)) {
            open.forEach(BodyStream::abandon);
        }
    }

    private ApiServer load() throws AccessProblem {
        Config config = loader.load();
        config.setUserAgent(userAgent);
        config.setConnectionTimeout((int) connectTimeout.toMillis());
        return ApiServer.of(config);
    }
}
