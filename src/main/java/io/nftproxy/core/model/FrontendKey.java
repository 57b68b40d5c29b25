package io.nftproxy.core.model;

import org.jspecify.annotations.Nullable;

/** What clients connect to; it belongs to one service port at a time. */
public sealed interface FrontendKey {
    Protocol protocol();

    int port();

    /**
     * A ClusterIP, an externalIP or a load balancer's VIP, for example {@code 10.96.0.10:53/UDP}.
     */
    record AddressKey(IpAddress address, Protocol protocol, int port) implements FrontendKey {
        @Override
        public String toString() {
            return new Endpoint(address, port) + "/" + protocol;
        }

        // As in IpAddress: faster than what a record has from the compiler.

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof AddressKey that
                    && port == that.port
                    && protocol == that.protocol
                    && address.equals(that.address);
        }

        @Override
        public int hashCode() {
            return (address.hashCode() * 31 + protocol.number()) * 31 + port;
        }
    }

    /** A port of every node, for example {@code nodePort 30080/TCP}. */
    record NodePortKey(Protocol protocol, int port) implements FrontendKey {
        @Override
        public String toString() {
            return "nodePort " + port + "/" + protocol;
        }
    }
}
