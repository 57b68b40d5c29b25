package io.nftproxy.core.model;

import org.jspecify.annotations.Nullable;

/**
 * The address and port of a pod that serves a Service port, for example {@code 10.244.1.7:8080}.
 */
public record Endpoint(IpAddress address, int port) implements Comparable<Endpoint> {
    @Override
    public int compareTo(Endpoint other) {
        int byAddress = address.compareTo(other.address);
        return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
    }

    @Override
    public String toString() {
        return address.family() == IpFamily.IPV6
                ? "[" + address + "]:" + port
                : address + ":" + port;
    }

    // As in IpAddress: faster than the methods that the compiler generates.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Endpoint that && port == that.port && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return address.hashCode() * 31 + port;
    }
}
