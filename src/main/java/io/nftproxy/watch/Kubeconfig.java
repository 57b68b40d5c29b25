package io.nftproxy.watch;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the current context of a kubeconfig says. Data is as it stands there, in base64; paths are
 * resolved against the file's folder.
 *
 * @param user null if the context names none
 * @param hasPlugin whether the user's credentials come from a program or a provider ({@code exec},
 *     {@code auth-provider})
 */
record Kubeconfig(Cluster cluster, @Nullable User user, boolean hasPlugin) {
    /**
     * Where the API server is.
     *
     * @param server {@code https://10.0.0.1:6443}
     * @param isTrusted {@code insecure-skip-tls-verify}: take any certificate
     * @param tlsServerName what its certificate is made out to; null for the server's host
     */
    record Cluster(
            String server,
            @Nullable Path caFile,
            @Nullable String caData,
            boolean isTrusted,
            @Nullable String tlsServerName,
            @Nullable String proxyUrl) {}

    /** Who we are; each may be absent. */
    record User(
            @Nullable String token,
            @Nullable Path tokenFile,
            @Nullable String username,
            @Nullable String password,
            @Nullable Path certificateFile,
            @Nullable String certificateData,
            @Nullable Path keyFile,
            @Nullable String keyData) {
        /** Whether it has a client certificate. */
        boolean hasCertificate() {
            return certificateFile != null || certificateData != null;
        }
    }

    /** The same with another server, for {@code --master}. */
    Kubeconfig withServer(String server) {
        Cluster moved =
                new Cluster(
                        server,
                        cluster.caFile,
                        cluster.caData,
                        cluster.isTrusted,
                        cluster.tlsServerName,
                        cluster.proxyUrl);
        return new Kubeconfig(moved, user, hasPlugin);
    }
}
