package io.nftproxy.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads kubeconfigs. */
public final class KubeconfigFuzz {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("HTTPS_PROXY", "192.0.2.9:3128", "NO_PROXY", ".svc,10.0.0.0/8");

    private static @Nullable Path file;

    private KubeconfigFuzz() {}

    /** Reads a kubeconfig. Ignores inputs that may name a program to run. */
    public static void read(byte[] input) throws IOException {
        String text = new String(input, UTF_8);
        if (text.contains("exec") || text.contains("auth-provider") || text.contains("\\")) {
            return;
        }
        Files.write(file(), input);
        try {
            Config config = ApiAccessLoader.load(file(), null, ENVIRONMENT);
            String url = ApiAccessLoader.normalized(config.getMasterUrl());
            new ApiServer(url, false, null, config).authority().length();
        } catch (AccessProblem _) {
            // Expected for an invalid kubeconfig.
        }
    }

    private static synchronized Path file() throws IOException {
        if (file == null) {
            file = Files.createTempFile("kubeconfig", ".yaml");
            file.toFile().deleteOnExit();
        }
        return file;
    }
}
