package io.nftproxy.watch;

import io.fabric8.kubernetes.client.Config;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Has fabric8 run what a kubeconfig's {@code exec} or {@code auth-provider} names, for a token or a
 * client certificate. They are asked anew when the API server does not accept these any more.
 */
final class PluginCredentials {
    private PluginCredentials() {}

    static Kubeconfig.User obtain(Path file) throws AccessProblem {
        try {
            Config config = Config.fromKubeconfig(file.toFile());
            Kubeconfig.User user =
                    new Kubeconfig.User(
                            token(config),
                            null,
                            config.getUsername(),
                            config.getPassword(),
                            path(config.getClientCertFile()),
                            config.getClientCertData(),
                            path(config.getClientKeyFile()),
                            config.getClientKeyData());
            if (user.token() == null && user.username() == null && !user.hasCertificate()) {
                throw new AccessProblem(
                        "kubeconfig " + file + ": its credential plugin gave no credentials");
            }
            return user;
        } catch (RuntimeException e) {
            throw new AccessProblem(
                    "kubeconfig " + file + ": its credential plugin failed: " + e, e);
        }
    }

    private static @Nullable String token(Config config) {
        String token = config.getOauthToken();
        return token == null || token.isEmpty() ? config.getAutoOAuthToken() : token;
    }

    private static @Nullable Path path(@Nullable String file) {
        return file == null || file.isEmpty() ? null : Path.of(file);
    }
}
