package io.nftproxy.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.nftproxy.api.tls.ClientKeyManager;
import io.nftproxy.api.tls.Pem;
import io.nftproxy.api.tls.ServerTrust;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one API server. The cluster's CA is the only trusted one, and the server's
 * certificate may have another name than the URL's host.
 *
 * <p>They are blocking sockets, because the JDK's HTTP client takes three threads and 350 classes.
 * The sockets are of channels, so that an interrupt closes them.
 */
final class ApiTransport {
    /** A connection that was idle for longer may be closed by the server or a load balancer. */
    private static final Duration REUSE_MAX = Duration.ofSeconds(10);

    /** A connection between two requests. */
    private record Idle(ApiConnection connection, long sinceNanos) {}

    private final URI server;
    private final Config config;
    private final @Nullable SSLSocketFactory tls;
    private final @Nullable URI proxy;

    /** Guarded by itself. */
    private final Deque<Idle> idle = new ArrayDeque<>();

    private ApiTransport(Config config, @Nullable SSLSocketFactory tls, @Nullable URI proxy) {
        this.server = URI.create(ApiAccessLoader.normalized(config.getMasterUrl()));
        this.config = config;
        this.tls = tls;
        this.proxy = proxy;
    }

    /** Returns a transport that has not connected yet. */
    static ApiTransport open(Config config) throws AccessProblem {
        URI proxy = proxy(config);
        if (!config.getMasterUrl().startsWith("https:")) {
            return new ApiTransport(config, null, proxy);
        }
        try {
            // PEM is read here: fabric8 fails for a file with a key and certificates.
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(config), trustManagers(config), null);
            return new ApiTransport(config, context.getSocketFactory(), proxy);
        } catch (IOException | GeneralSecurityException e) {
            throw new AccessProblem(ApiFailure.message(e), e);
        }
    }

    private static @Nullable URI proxy(Config config) throws AccessProblem {
        String proxy = config.getHttpsProxy();
        if (proxy == null) {
            return null;
        }
        try {
            URI uri = URI.create(proxy);
            boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (isHttp && uri.getHost() != null && uri.getPort() > 0) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new AccessProblem("cannot use proxy " + proxy + ": " + e.getMessage(), e);
        }
        throw new AccessProblem("cannot use proxy " + proxy + ": it is not http://HOST:PORT");
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
    static TrustManager[] trustManagers(Config config)
            throws IOException, GeneralSecurityException {
        String data = config.getCaCertData();
        String file = config.getCaCertFile();
        if (config.isTrustCerts()) {
            return SSLUtils.trustManagers(null, null, true, null, null);
        }
        if (data == null && file == null) {
            String jdk = "the Java runtime (no certificate-authority is given)";
            return new TrustManager[] {ServerTrust.of(null, jdk)};
        }
        Pem ca = Pem.read("certificate-authority", data, file);
        String name = data == null ? file : "certificate-authority-data of the kubeconfig";
        return new TrustManager[] {ServerTrust.of(ca, name)};
    }

    /** Returns {@code proxy:3128}; empty without a proxy. */
    String proxyAuthority() {
        return proxy == null ? "" : proxy.getHost() + ":" + proxy.getPort();
    }

    /** Returns a connection that was used before; null if there is none. */
    @Nullable ApiConnection used() {
        synchronized (idle) {
            while (!idle.isEmpty()) {
                Idle last = idle.pop();
                if (System.nanoTime() - last.sinceNanos() < REUSE_MAX.toNanos()) {
                    return last.connection();
                }
                last.connection().close();
            }
            return null;
        }
    }

    /** Takes back a connection whose answer was read to its end. */
    void giveBack(ApiConnection connection) {
        synchronized (idle) {
            idle.push(new Idle(connection, System.nanoTime()));
        }
    }

    /** Opens a connection. */
    ApiConnection connect() throws IOException {
        int port = server.getPort() >= 0 ? server.getPort() : tls == null ? 80 : 443;
        String host = server.getHost().replaceAll("[\\[\\]]", "");
        URI through = proxy;
        SocketChannel channel = SocketChannel.open();
        try {
            Socket plain = channel.socket();
            if (through == null) {
                connect(plain, host, port);
            } else {
                connect(plain, through.getHost().replaceAll("[\\[\\]]", ""), through.getPort());
            }
            plain.setTcpNoDelay(true);
            if (tls == null) {
                return new ApiConnection(plain, plain);
            }
            if (through != null) {
                tunnel(plain, server.getHost() + ":" + port, through);
            }
            return new ApiConnection(plain, secure(tls, plain, host, port));
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void connect(Socket socket, String host, int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException(host);
        }
        try {
            socket.connect(address, config.getConnectionTimeout());
        } catch (SocketTimeoutException e) {
            ConnectException silent = new ConnectException("no answer");
            silent.initCause(e);
            throw silent;
        }
    }

    private void tunnel(Socket plain, String to, URI through) throws IOException {
        String head =
                "CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n" + proxyAuthorization(through);
        Duration timeout = Duration.ofMillis(config.getConnectionTimeout());
        ApiConnection.Head answer =
                new ApiConnection(plain, plain)
                        .request(ApiConnection.bytes(head + "\r\n", new byte[0]), timeout);
        if (answer.status() != 200) {
            throw new ConnectException(
                    "proxy " + proxyAuthority() + " answered CONNECT with " + answer.status());
        }
    }

    private static String proxyAuthorization(URI proxy) {
        String user = proxy.getUserInfo();
        return user == null ? "" : "Proxy-Authorization: " + basic(user) + "\r\n";
    }

    private SSLSocket secure(SSLSocketFactory factory, Socket plain, String host, int port)
            throws IOException {
        String name = config.getTlsServerName();
        SSLSocket socket =
                (SSLSocket) factory.createSocket(plain, name == null ? host : name, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.setSoTimeout(config.getConnectionTimeout());
        socket.startHandshake();
        return socket;
    }

    /** Returns request line and headers, up to the headers of the request itself. */
    String head(String method, String path) {
        boolean isAbsolute = proxy != null && tls == null;
        StringBuilder head = new StringBuilder(method).append(' ');
        head.append(isAbsolute ? server.getScheme() + "://" + server.getRawAuthority() : "");
        head.append(server.getRawPath()).append(path).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(server.getRawAuthority()).append("\r\n");
        head.append("User-Agent: ").append(config.getUserAgent()).append("\r\n");
        head.append("Accept: application/json\r\n");
        String authorization = authorization();
        if (!authorization.isEmpty()) {
            head.append("Authorization: ").append(authorization).append("\r\n");
        }
        if (isAbsolute && proxy != null) {
            head.append(proxyAuthorization(proxy));
        }
        return head.toString();
    }

    private String authorization() {
        String value = credentials();
        if (value.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalStateException("the credentials have a line break");
        }
        return value;
    }

    private String credentials() {
        if (config.getUsername() != null && config.getPassword() != null) {
            return basic(config.getUsername() + ":" + config.getPassword());
        }
        String token =
                config.getOauthTokenProvider() == null
                        ? config.getOauthToken()
                        : config.getOauthTokenProvider().getToken();
        return token == null || token.isEmpty() ? "" : "Bearer " + token;
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
    }
}
