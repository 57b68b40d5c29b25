package io.nftproxy.render;

import io.nftproxy.model.Cidr;
import io.nftproxy.model.Endpoint;
import io.nftproxy.model.FrontendKey;
import io.nftproxy.model.FrontendKey.AddressKey;
import io.nftproxy.model.FrontendKey.NodePortKey;
import io.nftproxy.model.IpAddress;
import io.nftproxy.model.Protocol;
import io.nftproxy.ruleset.Bytes;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Keys and values of elements as bytes: fields in network order, each padded to 4 bytes. */
final class Keys {
    private static final int WORD = 4;
    private static final boolean HOST_IS_LITTLE_ENDIAN =
            ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private Keys() {}

    static Bytes address(IpAddress address) {
        return Bytes.wrap(address.toBytes());
    }

    /** {@code address . protocol . port}, or {@code protocol . port} of a nodePort. */
    static Bytes frontend(FrontendKey key) {
        return Bytes.wrap(frontend(key, 0));
    }

    /** A frontend and a slot number; numgen leaves that in the CPU's byte order. */
    static Bytes slot(FrontendKey key, int slot) {
        byte[] bytes = frontend(key, WORD);
        int inNetworkOrder = HOST_IS_LITTLE_ENDIAN ? Integer.reverseBytes(slot) : slot;
        for (int at = bytes.length - 1; at >= bytes.length - WORD; at--) {
            bytes[at] = (byte) inNetworkOrder;
            inNetworkOrder >>>= Byte.SIZE;
        }
        return Bytes.wrap(bytes);
    }

    /** A frontend and the first or last address of a network of clients. */
    static Bytes source(AddressKey key, IpAddress source) {
        int length = source.family().addressLengthBytes();
        byte[] bytes = frontend(key, length);
        source.writeTo(bytes, bytes.length - length);
        return Bytes.wrap(bytes);
    }

    private static byte[] frontend(FrontendKey key, int extra) {
        return switch (key) {
            case AddressKey address -> {
                int length = address.address().family().addressLengthBytes();
                byte[] bytes = new byte[length + 2 * WORD + extra];
                address.address().writeTo(bytes, 0);
                port(bytes, length, key.protocol(), key.port());
                yield bytes;
            }
            case NodePortKey _ -> {
                byte[] bytes = new byte[2 * WORD + extra];
                port(bytes, 0, key.protocol(), key.port());
                yield bytes;
            }
        };
    }

    private static void port(byte[] bytes, int at, Protocol protocol, int port) {
        bytes[at] = (byte) protocol.number();
        bytes[at + WORD] = (byte) (port >>> 8);
        bytes[at + WORD + 1] = (byte) port;
    }

    /** {@code address . port}, where a connection is sent to. */
    static Bytes endpoint(Endpoint endpoint) {
        int length = endpoint.address().family().addressLengthBytes();
        byte[] bytes = new byte[length + WORD];
        endpoint.address().writeTo(bytes, 0);
        bytes[length] = (byte) (endpoint.port() >>> 8);
        bytes[length + 1] = (byte) endpoint.port();
        return Bytes.wrap(bytes);
    }

    /** {@code address . address . protocol . port} of an endpoint talking to itself. */
    static Bytes hairpin(Endpoint endpoint, Protocol protocol) {
        int length = endpoint.address().family().addressLengthBytes();
        byte[] bytes = new byte[2 * length + 2 * WORD];
        endpoint.address().writeTo(bytes, 0);
        endpoint.address().writeTo(bytes, length);
        port(bytes, 2 * length, protocol, endpoint.port());
        return Bytes.wrap(bytes);
    }

    /** The first address behind a network; null if it reaches to the end of the address space. */
    static @Nullable Bytes behind(Cidr cidr) {
        byte[] bytes = cidr.last().toBytes();
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (++bytes[i] != 0) {
                return Bytes.wrap(bytes);
            }
        }
        return null;
    }
}
