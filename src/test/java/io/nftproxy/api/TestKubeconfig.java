package io.nftproxy.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes kubeconfigs. */
public final class TestKubeconfig {
    private TestKubeconfig() {}

    /**
     * Writes a kubeconfig.
     *
     * @param cluster further fields of the cluster, {@code , certificate-authority: ca.crt}
     * @param user the fields of the user, {@code token: secret}
     */
    public static Path write(Path folder, String url, String cluster, String user)
            throws IOException {
        Path file = Files.createTempFile(folder, "kubeconfig", ".yaml");
        return Files.writeString(
                file,
                """
                apiVersion: v1
                kind: Config
                clusters:
                - name: c
                  cluster: {server: "%s"%s}
                users:
                - name: u
                  user: {%s}
                contexts:
                - {name: x, context: {cluster: c, user: u}}
                current-context: x
                """
                        .formatted(url, cluster, user));
    }
}
