package io.nftproxy.api;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.TlsVersion;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.nftproxy.api.tls.ClientKeyManager;
import io.nftproxy.api.tls.Pem;
import io.nftproxy.api.tls.ServerTrust;
import java.io.IOException;
import java.net.http.HttpClient.Redirect;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A factory of fabric8's HTTP client over the JDK's, with three changes: the cluster's CA is the
 * only trusted one, redirects are not followed, so that they cannot carry the token to another
 * server, and the server's certificate may have another name than the URL's host.
 */
final class ApiTransport extends JdkHttpClientFactory {
    static {
        // Otherwise the JDK connects a second time and reports only that failure.
        System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    }

    private static final long THREAD_IDLE_SECONDS = 1;

    /**
     * Runs the short steps between the JDK's selector and the reading thread. One thread stays: to
     * wake it takes a tenth of the time that a virtual thread and its carrier take.
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

    /** Returns a client that has not connected yet. */
    static HttpClient open(Config config) throws AccessProblem {
        String serverName = config.getTlsServerName();
        // fabric8 ignores the setting, with a warning at each start.
        config.setTlsServerName(null);
        try {
            // PEM is read here: fabric8 fails for a file with a key and certificates.
            KeyManager[] keys = keyManagers(config);
            TrustManager[] trust = trustManagers(config, serverName);
            ApiTransport transport = new ApiTransport(serverName);
            // fabric8 would load the JDK's CAs and trust them beside the cluster's, so it gets a
            // config without any, and the builder gets ours.
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
        } catch (IOException | GeneralSecurityException e) {
            throw new AccessProblem(ApiFailure.message(e), e);
        } catch (RuntimeException e) {
            Throwable root = ConnectionFailure.chain(e).getLast();
            throw new AccessProblem("cannot use proxy " + config.getHttpsProxy() + ": " + root, e);
        }
    }

    private static KeyManager @Nullable [] keyManagers(Config config)
            throws IOException, GeneralSecurityException, AccessProblem {
        String certificateData = config.getClientCertData();
        if (certificateData == null && config.getClientCertFile() == null) {
            return null;
        }
        if (config.getClientKeyData() == null && config.getClientKeyFile() == null) {
            throw new AccessProblem("client-certificate is given without client-key");
        }
        Pem certificates =
                Pem.read("client-certificate", certificateData, config.getClientCertFile());
        Pem keys = Pem.read("client-key", config.getClientKeyData(), config.getClientKeyFile());
        return new KeyManager[] {ClientKeyManager.of(certificates, keys)};
    }

    /** Returns trust in the cluster's CA alone, or in the JDK's CAs if the config names none. */
    private static TrustManager[] trustManagers(Config config, @Nullable String serverName)
            throws IOException, GeneralSecurityException {
        String data = config.getCaCertData();
        String file = config.getCaCertFile();
        if (config.isTrustCerts()) {
            return SSLUtils.trustManagers(null, null, true, null, null);
        }
        if (data == null && file == null) {
            String jdk = "the Java runtime (no certificate-authority is given)";
            return new TrustManager[] {ServerTrust.of(null, jdk, serverName)};
        }
        Pem ca = Pem.read("certificate-authority", data, file);
        String name = data == null ? file : "certificate-authority-data of the kubeconfig";
        return new TrustManager[] {ServerTrust.of(ca, name, serverName)};
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
