package io.nftproxy.api;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a kubeconfig's {@code auth-provider}, which fabric8 obtains. They are obtained
 * again when the API server rejects them.
 */
final class PluginCredentials {
    private PluginCredentials() {}

    /** Runs the plugin and stores its token or client certificate. */
    static void obtain(Path file, ConfigBuilder into) throws AccessProblem {
        try {
            Config given = Config.fromKubeconfig(file.toFile());
            String token = token(given);
            boolean hasCertificate =
                    given.getClientCertData() != null || given.getClientCertFile() != null;
            if (token == null && given.getUsername() == null && !hasCertificate) {
                throw new AccessProblem(
                        "kubeconfig " + file + ": the credential plugin returned no credentials");
            }
            into.withOauthToken(token)
                    .withUsername(given.getUsername())
                    .withPassword(given.getPassword())
                    .withClientCertFile(given.getClientCertFile())
                    .withClientCertData(given.getClientCertData())
                    .withClientKeyFile(given.getClientKeyFile())
                    .withClientKeyData(given.getClientKeyData());
        } catch (RuntimeException e) {
            throw new AccessProblem(
                    "kubeconfig " + file + ": the credential plugin failed: " + e, e);
        }
    }

    private static @Nullable String token(Config config) {
        String token = config.getOauthToken();
        return token == null || token.isEmpty() ? config.getAutoOAuthToken() : token;
    }
}
