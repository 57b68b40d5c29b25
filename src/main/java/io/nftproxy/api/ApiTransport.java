package io.nftproxy.api;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.TlsVersion;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.net.http.HttpClient.Redirect;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Makes fabric8's HTTP client over the JDK's, with what it leaves to be wished: a cluster's CA is
 * trusted alone and not beside the JDK's CAs, redirects do not carry our token elsewhere, and the
 * server may be made out to another name than its URL's host.
 */
final class ApiTransport extends JdkHttpClientFactory {
    static {
        // Else the JDK connects a second time, and forgets why the first did not succeed.
        System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    }

    private static final long THREAD_IDLE_SECONDS = 1;

    /**
     * Only for short steps between the selector and who reads. One thread stays, and is woken in a
     * tenth of what it takes to start a virtual one and to wake the threads that carry it.
     */
    private static final Executor THREADS =
            new ThreadPoolExecutor(
                    1,
                    Integer.MAX_VALUE,
                    THREAD_IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().daemon().name("api").factory());

    private final @Nullable String serverName;

    private ApiTransport(@Nullable String serverName) {
        this.serverName = serverName;
    }

    /** Does not connect yet. */
    static HttpClient open(Config config) throws AccessProblem {
        String serverName = config.getTlsServerName();
        // fabric8 knows the setting, but says at each start that it leaves it out.
        config.setTlsServerName(null);
        // What stands in PEM is read here: fabric8 takes a file for one key or some certificates.
        KeyManager[] keys = keyManagers(config);
        TrustManager[] trust = trustManagers(config);
        try {
            ApiTransport transport = new ApiTransport(serverName);
            // It would trust the JDK's CAs beside the cluster's, and read all of them for it; so
            // whom to trust is said after it, to the same builder.
            Config untrusting =
                    new ConfigBuilder(config)
                            .withTrustCerts(true)
                            .withCaCertData(null)
                            .withCaCertFile(null)
                            .withClientCertData(null)
                            .withClientCertFile(null)
                            .withClientKeyData(null)
                            .withClientKeyFile(null)
                            .build();
            return transport.newBuilder(untrusting).sslContext(keys, trust).build();
        } catch (RuntimeException e) {
            throw new AccessProblem(
                    "the proxy "
                            + (config.getHttpsProxy() == null ? "" : config.getHttpsProxy() + " ")
                            + "is unusable: "
                            + rootOf(e),
                    e);
        }
    }

    private static Throwable rootOf(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static KeyManager @Nullable [] keyManagers(Config config) throws AccessProblem {
        if (config.getClientCertData() == null && config.getClientCertFile() == null) {
            return null;
        }
        if (config.getClientKeyData() == null && config.getClientKeyFile() == null) {
            throw new AccessProblem("client-certificate is given without client-key");
        }
        Pem certificates =
                Pem.read(
                        "client-certificate",
                        config.getClientCertData(),
                        config.getClientCertFile());
        Pem keys = Pem.read("client-key", config.getClientKeyData(), config.getClientKeyFile());
        return new KeyManager[] {ClientKeyManager.of(certificates, keys)};
    }

    private static boolean hasCa(Config config) {
        return config.getCaCertData() != null || config.getCaCertFile() != null;
    }

    /** The cluster's CA and no other; the JDK's if none is named. */
    private static TrustManager[] trustManagers(Config config) throws AccessProblem {
        try {
            if (config.isTrustCerts()) {
                return SSLUtils.trustManagers(null, null, true, null, null);
            }
            TrustManagerFactory factory =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(hasCa(config) ? clusterCas(config) : null);
            X509ExtendedTrustManager trust =
                    (X509ExtendedTrustManager) factory.getTrustManagers()[0];
            return new TrustManager[] {new ServerTrust(trust, caName(config))};
        } catch (IOException | GeneralSecurityException e) {
            throw new AccessProblem("the CAs to trust cannot be set up: " + rootOf(e), e);
        }
    }

    private static KeyStore clusterCas(Config config)
            throws IOException, GeneralSecurityException, AccessProblem {
        Pem ca = Pem.read("certificate-authority", config.getCaCertData(), config.getCaCertFile());
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null);
        for (Certificate certificate : Certificates.of(ca.withoutHeaders())) {
            store.setCertificateEntry("ca-" + store.size(), certificate);
        }
        if (store.size() == 0) {
            throw new AccessProblem(ca.what() + " has no usable certificate");
        }
        return store;
    }

    /** For a person. */
    private static String caName(Config config) {
        if (config.getCaCertData() != null) {
            return "certificate-authority-data of the kubeconfig";
        }
        return hasCa(config)
                ? config.getCaCertFile()
                : "the Java runtime (no certificate-authority is given)";
    }

    @Override
    protected java.net.http.HttpClient.Builder createNewHttpClientBuilder() {
        return java.net.http.HttpClient.newBuilder().executor(THREADS);
    }

    @Override
    protected void additionalConfig(java.net.http.HttpClient.Builder builder) {
        builder.followRedirects(Redirect.NEVER);
        if (serverName != null) {
            String[] versions = {TlsVersion.TLS_1_3.javaName(), TlsVersion.TLS_1_2.javaName()};
            SSLParameters named = new SSLParameters(null, versions);
            named.setServerNames(List.of(new SNIHostName(serverName)));
            builder.sslParameters(named);
        }
    }
}
