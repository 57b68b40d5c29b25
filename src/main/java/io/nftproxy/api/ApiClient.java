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
 * A client of the API server. Thread-safe; an interrupt ends a blocked request.
 *
 * <p>The client reloads its credentials when the API server rejects them, because certificates,
 * tokens and CAs are rotated while the proxy runs.
 */
public final class ApiClient {
    private static final Logger LOG = LoggerFactory.getLogger(ApiClient.class);

    /** The shortest time between two reloads: credential plugins may be slow or rate limited. */
    private static final Duration RELOAD_PAUSE = Duration.ofSeconds(10);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** A reader of the configuration and the credentials. */
    @FunctionalInterface
    interface AccessLoader {
        Config load() throws AccessProblem;
    }

    private final AccessLoader loader;
    private final String userAgent;
    private final Duration connectTimeout;
    private final Duration reloadPause;
    private final Set<BodyStream> open = ConcurrentHashMap.newKeySet();
    private volatile RequestListener listener = RequestListener.NONE;
    private volatile ApiServer server;
    private volatile boolean isRefused;
    private volatile long loadedNanos;

    ApiClient(AccessLoader loader, String userAgent, Duration connectTimeout, Duration reloadPause)
            throws AccessProblem {
        this.loader = loader;
        this.userAgent = userAgent;
        this.connectTimeout = connectTimeout;
        this.reloadPause = reloadPause;
        this.server = load();
        this.loadedNanos = System.nanoTime();
    }

    /**
     * Reads the configuration and returns a client. It sends no request yet.
     *
     * @param kubeconfig null for none; without {@code master} too, the pod's service account is
     *     used
     * @param master the URL that replaces the kubeconfig's server, {@code http://127.0.0.1:8080};
     *     null for none
     * @param userAgent {@code nftproxy/0.1.0 (linux/amd64)}
     * @throws AccessProblem if the configuration is incomplete or cannot be read
     */
    public static ApiClient connect(
            @Nullable Path kubeconfig, @Nullable String master, String userAgent)
            throws AccessProblem {
        return new ApiClient(
                () -> ApiAccessLoader.load(kubeconfig, master, System.getenv()),
                userAgent,
                CONNECT_TIMEOUT,
                RELOAD_PAUSE);
    }

    /** Sets the listener; until then, requests are not reported. */
    public void reportTo(RequestListener reports) {
        listener = reports;
    }

    /** Returns the URL of the API server, {@code https://10.96.0.1:443}. */
    public String server() {
        return server.url();
    }

    /**
     * Sends a GET request and waits for the header of the answer.
     *
     * @param verb {@code LIST} or {@code WATCH}, for the listener
     * @param path with query
     * @param answerTimeout the longest wait for the header
     * @param readTimeout the longest wait for the next bytes of the body
     * @throws ApiFailure without an answer
     */
    public ApiResponse get(String verb, String path, Duration answerTimeout, Duration readTimeout)
            throws IOException {
        return send(verb, path, answerTimeout, readTimeout, null);
    }

    /** Sends a POST request with a JSON body. */
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
            ApiResponse answer = new ApiResponse(response, stream.of(response.body()), hint);
            if (!to.url().equals(server.url())) {
                // The request was under way when the configuration changed to another server.
                stream.abandon();
            }
            return answer;
        } catch (InterruptedIOException e) {
            throw e;
        } catch (SSLException e) {
            isRefused = true;
            throw ConnectionFailure.of(e, to);
        } catch (IOException | UncheckedIOException e) {
            throw ConnectionFailure.of(e, to);
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
            // To decrypt a long list takes more CPU than to inflate a tenth of its size.
            request.header("Accept-Encoding", "gzip");
        }
        if (body != null) {
            request.post("application/json", body);
        }
        return request.build();
    }

    private static HttpResponse<AsyncBody> await(CompletableFuture<HttpResponse<AsyncBody>> answer)
            throws IOException {
        try {
            return answer.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            ConnectionFailure.throwFatal(e);
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

    /** Open watches keep their connection and credentials until they end. */
    private synchronized void reload() {
        if (!isRefused) {
            return;
        }
        try {
            renew();
        } catch (AccessProblem e) {
            LOG.warn(
                    "Cannot reload the API server's credentials: {}; keeping the previous ones",
                    e.getMessage());
        }
    }

    private void renew() throws AccessProblem {
        isRefused = false;
        loadedNanos = System.nanoTime();
        server = load();
    }

    /**
     * Reloads a configuration that has changed. If it names another server, the open answers of the
     * previous one end, so that their watches move.
     *
     * @throws AccessProblem if it cannot be used; the previous configuration stays
     */
    public synchronized void configurationChanged() throws AccessProblem {
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
