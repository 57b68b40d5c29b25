package io.nftproxy.watch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the JDK's TLS sockets what {@link java.net.HttpURLConnection} has no setting for: TCP
 * keep-alive, and a server name that is not the URL's host.
 *
 * <p>It does not override {@link #createSocket()}, which makes {@code HttpURLConnection} connect a
 * plain socket first and then come here to have TLS put over it, the only way to give another name.
 */
final class ApiSocketFactory extends SSLSocketFactory {
    /** A peer that is gone without a word is noticed within 30 + 3 x 10 seconds. */
    private static final Map<SocketOption<Integer>, Integer> KEEP_ALIVE =
            Map.of(
                    ExtendedSocketOptions.TCP_KEEPIDLE, 30,
                    ExtendedSocketOptions.TCP_KEEPINTERVAL, 10,
                    ExtendedSocketOptions.TCP_KEEPCOUNT, 3);

    private final SSLSocketFactory sockets;
    private final @Nullable String serverName;

    ApiSocketFactory(SSLSocketFactory sockets, @Nullable String serverName) {
        this.sockets = sockets;
        this.serverName = serverName;
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose)
            throws IOException {
        plain.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        for (Map.Entry<SocketOption<Integer>, Integer> option : KEEP_ALIVE.entrySet()) {
            plain.setOption(option.getKey(), option.getValue());
        }
        if (serverName == null) {
            return sockets.createSocket(plain, host, port, autoClose);
        }
        SSLSocket named = (SSLSocket) sockets.createSocket(plain, serverName, port, autoClose);
        // Else HttpURLConnection would compare the certificate with the URL's host.
        SSLParameters parameters = named.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        named.setSSLParameters(parameters);
        return named;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return sockets.createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return sockets.createSocket(host, port, localHost, localPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return sockets.createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return sockets.createSocket(host, port, localHost, localPort);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return sockets.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return sockets.getSupportedCipherSuites();
    }
}
