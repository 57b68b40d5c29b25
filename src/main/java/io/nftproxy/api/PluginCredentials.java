package io.nftproxy.api;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Has fabric8 run what a kubeconfig's {@code exec} or {@code auth-provider} names, for a token or a
 * client certificate. They are asked anew when the API server does not accept these any more.
 */
final class PluginCredentials {
    private PluginCredentials() {}

    /** Puts what the plugin gives into the place of the user's credentials. */
    static void obtain(Path file, ConfigBuilder into) throws AccessProblem {
        try {
            Config given = Config.fromKubeconfig(file.toFile());
            String token = token(given);
            boolean hasCertificate =
                    given.getClientCertData() != null || given.getClientCertFile() != null;
            if (token == null && given.getUsername() == null && !hasCertificate) {
                throw new AccessProblem(
                        "kubeconfig " + file + ": its credential plugin gave no credentials");
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
                    "kubeconfig " + file + ": its credential plugin failed: " + e, e);
        }
    }

    private static @Nullable String token(Config config) {
        String token = config.getOauthToken();
        return token == null || token.isEmpty() ? config.getAutoOAuthToken() : token;
    }
}
