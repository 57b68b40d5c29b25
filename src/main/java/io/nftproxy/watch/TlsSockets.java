package io.nftproxy.watch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes TLS sockets that trust the cluster's CA, and it alone, and that show a client certificate
 * if there is one.
 */
final class TlsSockets {
    private TlsSockets() {}

    static SSLSocketFactory of(Kubeconfig config) throws AccessProblem {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(config.user()), trustManagers(config.cluster()), null);
            return new ApiSocketFactory(
                    context.getSocketFactory(), config.cluster().tlsServerName());
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new AccessProblem("the API server's CA or our certificate is unusable: " + e, e);
        }
    }

    /** Null for the JDK's own CAs, if the kubeconfig names none. */
    private static TrustManager @Nullable [] trustManagers(Kubeconfig.Cluster cluster)
            throws GeneralSecurityException, IOException {
        if (cluster.isTrusted()) {
            return new TrustManager[] {new TrustAnything()};
        }
        byte[] pem = content(cluster.caData(), cluster.caFile());
        if (pem == null) {
            return null;
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        int number = 0;
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(pem))) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        if (number == 0) {
            throw new IOException("no certificate in it");
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static byte @Nullable [] content(@Nullable String data, @Nullable Path file)
            throws IOException {
        if (data != null) {
            return Base64.getMimeDecoder().decode(data);
        }
        return file == null ? null : Files.readAllBytes(file);
    }

    private static KeyManager @Nullable [] keyManagers(Kubeconfig.@Nullable User user)
            throws GeneralSecurityException, IOException {
        if (user == null) {
            return null;
        }
        byte[] certificate = content(user.certificateData(), user.certificateFile());
        byte[] key = content(user.keyData(), user.keyFile());
        if (certificate == null) {
            return null;
        }
        if (key == null) {
            throw new IOException("a client certificate without its key");
        }
        return ClientKeys.of(certificate, key);
    }
}
