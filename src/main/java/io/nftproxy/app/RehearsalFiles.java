package io.nftproxy.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** The files of a node for its proxy: certificate, token, kubeconfig, configuration. */
final class RehearsalFiles {
    static final String NODE = "node-1";

    /** A key store wants one; this one is made for one run, and for its own loopback only. */
    private static final String PASSPHRASE = "rehearsal";

    private static final String KUBECONFIG =
            """
            apiVersion: v1
            kind: Config
            clusters:
            - name: c
              cluster: {server: "%s", certificate-authority: ca.crt}
            users:
            - name: u
              user: {tokenFile: token}
            contexts:
            - name: x
              context: {cluster: c, user: u}
            current-context: x
            """;

    private static final String CONFIG =
            """
            apiVersion: kubeproxy.config.k8s.io/v1alpha1
            kind: KubeProxyConfiguration
            mode: nftables
            hostnameOverride: %s
            clusterCIDR: 10.244.0.0/16
            clientConnection: {kubeconfig: "%s"}
            conntrack: {maxPerCore: 0, min: 0}
            """;

    private final Path folder;

    RehearsalFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes a self-signed certificate for 127.0.0.1 with the JDK's keytool, and writes its CA file.
     */
    SSLContext makeCertificate()
            throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve("store.p12");
        Rehearsal.command(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "api",
                "-keyalg",
                "EC",
                "-dname",
                "CN=api",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSPHRASE,
                "-keystore",
                file.toString());
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSPHRASE.toCharArray());
        }
        writeCa(store.getCertificate("api").getEncoded());
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSPHRASE.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void writeCa(byte[] certificate) throws IOException {
        Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
        Files.writeString(
                folder.resolve("ca.crt"),
                "-----BEGIN CERTIFICATE-----\n"
                        + lines.encodeToString(certificate)
                        + "\n-----END CERTIFICATE-----\n");
    }

    /** Writes the configuration, the kubeconfig and the token. Returns the configuration file. */
    Path writeConfig(String server) throws IOException {
        Files.writeString(folder.resolve("token"), "rehearsal");
        Path kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(kubeconfig, KUBECONFIG.formatted(server));
        return Files.writeString(folder.resolve("config"), CONFIG.formatted(NODE, kubeconfig));
    }
}
