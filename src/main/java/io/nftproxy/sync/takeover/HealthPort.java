package io.nftproxy.sync.takeover;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks the health server of a service proxy; kube-proxy's and ours give the same answer. */
public final class HealthPort implements RunningProxy {
    private static final int TIMEOUT_MILLIS = 1000;
    private static final int MAX_BYTES = 4096;
    private static final int FIRST_ERROR = 400;

    /** In the answer of a service proxy that is well, and of one that is not. */
    private static final String FIELD = "\"lastUpdated\"";

    private final InetSocketAddress address;

    /**
     * @param address where the proxy listens; all addresses of the host include loopback
     */
    public HealthPort(InetSocketAddress address) {
        InetAddress given = address.getAddress();
        this.address =
                given.isAnyLocalAddress()
                        ? new InetSocketAddress(loopback(given), address.getPort())
                        : address;
    }

    private static InetAddress loopback(InetAddress sameFamily) {
        try {
            byte[] bytes = sameFamily.getAddress();
            bytes[bytes.length - 1] = 1;
            bytes[0] = (byte) (bytes.length == 4 ? 127 : 0);
            return InetAddress.getByAddress(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<String> find() {
        try {
            URI page =
                    new URI(
                            "http",
                            null,
                            address.getAddress().getHostAddress(),
                            address.getPort(),
                            "/healthz",
                            null,
                            null);
            return ask(page).contains(FIELD) ? Optional.of(page.toString()) : Optional.empty();
        } catch (IOException | java.net.URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String ask(URI page) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) page.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setRequestProperty("Connection", "close");
        try (InputStream answer =
                connection.getResponseCode() < FIRST_ERROR
                        ? connection.getInputStream()
                        : connection.getErrorStream()) {
            return answer == null
                    ? ""
                    : new String(answer.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }
}
