package io.nftproxy.core.model;

import org.jspecify.annotations.Nullable;

/** A destination that clients connect to. It belongs to at most one Service port at a time. */
public sealed interface FrontendKey {
    Protocol protocol();

    int port();

    /**
     * A port of a ClusterIP, an external IP or a load balancer IP, for example {@code
     * 10.96.0.10:53/UDP}.
     */
    record AddressKey(IpAddress address, Protocol protocol, int port) implements FrontendKey {
        @Override
        public String toString() {
            return new Endpoint(address, port) + "/" + protocol;
        }

        // As in IpAddress: faster than the methods that the compiler generates.

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

    /** A NodePort, for example {@code nodePort 30080/TCP}. */
    record NodePortKey(Protocol protocol, int port) implements FrontendKey {
        @Override
        public String toString() {
            return "nodePort " + port + "/" + protocol;
        }
    }
}
