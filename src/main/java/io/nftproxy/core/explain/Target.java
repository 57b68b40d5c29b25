package io.nftproxy.core.explain;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.Protocol;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The destination of a packet, {@code 10.96.0.10:80/TCP}. */
public record Target(IpAddress address, Protocol protocol, int port) {
    private static final String NODE = "node";

    /**
     * A destination as typed.
     *
     * @param host an address, {@code node}, or a name {@code shop/web}
     * @param port a number, the name of a port, or empty
     * @param protocol null if not given
     */
    record Typed(String host, String port, @Nullable Protocol protocol) {
        boolean isNode() {
            return host.equals(NODE);
        }

        /** Returns the port's number; 0 if it is a name. */
        int number() {
            return port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
        }
    }

    /**
     * Splits a destination: {@code 10.96.0.10:80/tcp}, {@code [fd00::1]:80}, {@code node:30080},
     * {@code shop/web:http}, {@code shop/web:http/udp}, {@code shop/web}.
     */
    static Typed typed(String text) {
        int slash = text.lastIndexOf('/');
        Protocol protocol = Protocol.parse(text.substring(slash + 1).toUpperCase(Locale.ROOT));
        String rest = slash >= 0 && protocol != null ? text.substring(0, slash) : text;
        int colon = rest.lastIndexOf(':');
        boolean isBare = colon < rest.lastIndexOf(']') || colon < 0;
        String host = isBare ? rest : rest.substring(0, colon);
        return new Typed(
                host.replaceAll("^\\[|\\]$", ""),
                isBare ? "" : rest.substring(colon + 1),
                slash >= 0 ? protocol : null);
    }

    @Override
    public String toString() {
        return new Endpoint(address, port) + "/" + protocol;
    }
}
