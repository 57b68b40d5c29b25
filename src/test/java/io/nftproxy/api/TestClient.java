package io.nftproxy.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** Clients that reload their credentials as soon as the server rejects them. */
public final class TestClient {
    private TestClient() {}

    static int get(Path kubeconfig) throws IOException, AccessProblem {
        return get(client(kubeconfig));
    }

    public static ApiClient client(Path kubeconfig) throws AccessProblem {
        return new ApiClient(
                () -> ApiAccessLoader.load(kubeconfig, null, Map.of()),
                "test",
                Duration.ofSeconds(5),
                Duration.ZERO);
    }

    /** Returns a client of a server without TLS and credentials. */
    public static ApiClient client(String url) throws AccessProblem {
        return new ApiClient(
                () -> ApiAccessLoader.load(null, url, Map.of()),
                "test",
                Duration.ofSeconds(5),
                Duration.ZERO);
    }

    static int get(ApiClient client) throws IOException {
        try (ApiResponse response =
                client.get(
                        "LIST", "/api/v1/services", Duration.ofSeconds(5), Duration.ofSeconds(5))) {
            return response.status();
        }
    }

    static String data(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(UTF_8));
    }
}
