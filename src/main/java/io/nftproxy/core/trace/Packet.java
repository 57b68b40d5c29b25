package io.nftproxy.core.trace;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.TableRef.Family;
import org.jspecify.annotations.Nullable;

/**
 * The first packet of a connection, for example from {@code 10.244.1.7} through {@code veth3} to
 * TCP port 80 of {@code 10.96.0.10}.
 *
 * @param family IP or IP6
 * @param protocol IANA number: 6 is TCP
 * @param source 4 or 16 bytes
 * @param sourcePort 0 if it is unknown: then every result of a hash of it is tried
 * @param destination 4 or 16 bytes
 * @param inputInterface the input interface; null if this host sends the packet
 */
public record Packet(
        Family family,
        int protocol,
        Bytes source,
        int sourcePort,
        Bytes destination,
        int destinationPort,
        @Nullable String inputInterface) {
    /** A packet whose source port is unknown. */
    public Packet(
            Family family,
            int protocol,
            Bytes source,
            Bytes destination,
            int destinationPort,
            @Nullable String inputInterface) {
        this(family, protocol, source, 0, destination, destinationPort, inputInterface);
    }

    public Packet {
        int length =
                switch (family) {
                    case IP -> 4;
                    case IP6 -> 16;
                    case INET ->
                            throw new IllegalArgumentException(
                                    "the family of a packet is IP or IP6");
                };
        if (source.length() != length || destination.length() != length) {
            throw new IllegalArgumentException(
                    "addresses must have " + length + " bytes for " + family);
        }
    }

    /** Returns whether this host sends the packet. */
    public boolean isLocalOutput() {
        return inputInterface == null;
    }
}
