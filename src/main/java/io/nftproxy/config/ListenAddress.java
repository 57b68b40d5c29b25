package io.nftproxy.config;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * The address of a server, for example {@code 127.0.0.1:10249} or {@code [::]:10256}.
 *
 * @param address the unspecified address stands for all addresses of the host
 * @param port 1 to 65535
 */
public record ListenAddress(IpAddress address, int port) {
    /**
     * Parses {@code IP:port}, {@code [IP]:port} or {@code IP}, which gets the default port.
     *
     * @return null for any other text
     */
    public static @Nullable ListenAddress parse(String text, int defaultPort) {
        IpAddress alone = IpAddress.parse(text);
        if (alone != null) {
            return new ListenAddress(alone, defaultPort);
        }
        int colon = text.lastIndexOf(':');
        IpAddress address = colon < 0 ? null : host(text.substring(0, colon));
        int port = colon < 0 ? 0 : port(text.substring(colon + 1));
        return address == null || port == 0 ? null : new ListenAddress(address, port);
    }

    private static @Nullable IpAddress host(String text) {
        boolean bracketed = text.startsWith("[") && text.endsWith("]");
        // Without brackets the end of an IPv6 address is ambiguous.
        if (!bracketed && text.indexOf(':') >= 0) {
            return null;
        }
        return IpAddress.parse(bracketed ? text.substring(1, text.length() - 1) : text);
    }

    private static int port(String text) {
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        return port > 65535 ? 0 : port;
    }

    /** Returns the address to bind or to connect to. */
    public InetSocketAddress toSocketAddress() {
        return new InetSocketAddress(InetAddress.ofLiteral(address.toString()), port);
    }

    @Override
    public String toString() {
        return new Endpoint(address, port).toString();
    }
}
