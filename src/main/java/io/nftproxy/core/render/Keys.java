package io.nftproxy.core.render;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.FrontendKey.AddressKey;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.PackedElements;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys and values of elements as bytes: fields in network byte order, each padded to 4 bytes. */
final class Keys {
    private static final int WORD = 4;
    private static final boolean HOST_IS_LITTLE_ENDIAN =
            ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private Keys() {}

    static Bytes address(IpAddress address) {
        return Bytes.wrap(address.toBytes());
    }

    /** Returns {@code address . protocol . port}, or {@code protocol . port} of a NodePort. */
    static Bytes frontend(FrontendKey key) {
        return Bytes.wrap(frontend(key, 0));
    }

    /**
     * Returns the key of a slot: a frontend, from {@link #frontend(FrontendKey)}, and a slot
     * number.
     */
    static Bytes slot(Bytes frontend, int slot) {
        byte[] bytes = new byte[frontend.length() + WORD];
        frontend.copyTo(bytes, 0);
        hostInt(bytes, frontend.length(), slot);
        return Bytes.wrap(bytes);
    }

    /**
     * Adds the slots of a frontend to a map. The key is the frontend and a slot number in host byte
     * order, as numgen stores it; the value is the endpoint.
     */
    static void addSlots(FrontendKey key, List<Endpoint> slots, PackedElements to) {
        byte[] element = frontend(key, WORD + to.dataLengthBytes());
        int data = to.keyLengthBytes();
        for (int slot = 0; slot < slots.size(); slot++) {
            hostInt(element, data - WORD, slot);
            endpoint(element, data, slots.get(slot));
            to.addPacked(element);
        }
    }

    private static void hostInt(byte[] bytes, int at, int value) {
        int inMemory = HOST_IS_LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
        bytes[at] = (byte) inMemory;
        bytes[at + 1] = (byte) (inMemory >>> 8);
        bytes[at + 2] = (byte) (inMemory >>> 16);
        bytes[at + 3] = (byte) (inMemory >>> 24);
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

    /** Returns {@code address . port} of an endpoint. */
    static Bytes endpoint(Endpoint endpoint) {
        byte[] bytes = new byte[endpoint.address().family().addressLengthBytes() + WORD];
        endpoint(bytes, 0, endpoint);
        return Bytes.wrap(bytes);
    }

    private static void endpoint(byte[] bytes, int at, Endpoint endpoint) {
        IpAddress address = endpoint.address();
        address.writeTo(bytes, at);
        int port = at + address.family().addressLengthBytes();
        bytes[port] = (byte) (endpoint.port() >>> 8);
        bytes[port + 1] = (byte) endpoint.port();
    }

    /**
     * Returns {@code address . address . protocol . port} of a connection from an endpoint to
     * itself.
     */
    static Bytes hairpin(Endpoint endpoint, Protocol protocol) {
        int length = endpoint.address().family().addressLengthBytes();
        byte[] bytes = new byte[2 * length + 2 * WORD];
        endpoint.address().writeTo(bytes, 0);
        endpoint.address().writeTo(bytes, length);
        port(bytes, 2 * length, protocol, endpoint.port());
        return Bytes.wrap(bytes);
    }

    /**
     * Returns the first address after a network; null if the network ends at the last address of
     * the family.
     */
    static @Nullable Bytes firstAfter(Cidr cidr) {
        byte[] bytes = cidr.last().toBytes();
        for (int i = bytes.length - 1; i >= 0; i--) {
            if (++bytes[i] != 0) {
                return Bytes.wrap(bytes);
            }
        }
        return null;
    }
}
