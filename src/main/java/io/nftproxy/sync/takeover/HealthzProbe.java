package io.nftproxy.sync.takeover;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A probe of {@code /healthz}, where kube-proxy and nftproxy give the same answer. */
public final class HealthzProbe {
    private static final int TIMEOUT_MILLIS = 1000;
    private static final int MAX_BYTES = 4096;

    /** A field that both answers have, with status 200 and with 503. */
    private static final String FIELD = "\"lastUpdated\"";

    private final URI url;

    /**
     * @param address where the proxy listens; 0.0.0.0 and :: are probed on loopback
     */
    public HealthzProbe(InetSocketAddress address) {
        InetAddress bound = address.getAddress();
        boolean isIpv6 = bound instanceof Inet6Address;
        String any = isIpv6 ? "::1" : "127.0.0.1";
        String host = bound.isAnyLocalAddress() ? any : bound.getHostAddress();
        url =
                URI.create(
                        "http://%s:%d/healthz"
                                .formatted(isIpv6 ? "[" + host + "]" : host, address.getPort()));
    }

    /**
     * Looks for a running service proxy.
     *
     * @return the URL at which it answered, {@code http://127.0.0.1:10256/healthz}; empty if none
     *     did
     */
    public Optional<String> find() {
        try {
            return read().contains(FIELD) ? Optional.of(url.toString()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String read() throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) url.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty("Connection", "close");
        try (InputStream body =
                connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST
                        ? connection.getInputStream()
                        : connection.getErrorStream()) {
            return body == null
                    ? ""
                    : new String(body.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }
}
