package io.nftproxy.kernel.netlink.conntrack;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.AttributeWriter;
import io.nftproxy.kernel.netlink.MalformedMessage;
import org.jspecify.annotations.Nullable;

/** The codec of one direction of a flow ({@code enum ctattr_tuple}). */
final class TupleCodec {
    private static final int CTA_TUPLE_IP = 1;
    private static final int CTA_TUPLE_PROTO = 2;
    private static final int CTA_TUPLE_ZONE = 3;

    private static final int CTA_IP_V4_SRC = 1;
    private static final int CTA_IP_V4_DST = 2;
    private static final int CTA_IP_V6_SRC = 3;
    private static final int CTA_IP_V6_DST = 4;

    private static final int CTA_PROTO_NUM = 1;
    private static final int CTA_PROTO_SRC_PORT = 2;
    private static final int CTA_PROTO_DST_PORT = 3;

    private TupleCodec() {}

    /**
     * A decoded tuple.
     *
     * @param zone conntrack zone of a flow with a zone in this direction only; 0 otherwise
     */
    record Tuple(Protocol protocol, Endpoint source, Endpoint destination, int zone) {}

    /** Writes source and destination. */
    static void write(
            AttributeWriter out,
            int type,
            Protocol flowProtocol,
            Endpoint source,
            Endpoint destination) {
        boolean ipv6 = source.address().family() == IpFamily.IPV6;
        int tuple = out.nest(type);
        int ip = out.nest(CTA_TUPLE_IP);
        out.bytes(ipv6 ? CTA_IP_V6_SRC : CTA_IP_V4_SRC, source.address().toBytes());
        out.bytes(ipv6 ? CTA_IP_V6_DST : CTA_IP_V4_DST, destination.address().toBytes());
        out.endNest(ip);
        int protocol = out.nest(CTA_TUPLE_PROTO);
        out.u8(CTA_PROTO_NUM, flowProtocol.number());
        out.u16(CTA_PROTO_SRC_PORT, source.port());
        out.u16(CTA_PROTO_DST_PORT, destination.port());
        out.endNest(protocol);
        out.endNest(tuple);
    }

    /** Writes only the protocol, for a filter. */
    static void writeProtocol(AttributeWriter out, int type) {
        int tuple = out.nest(type);
        int protocol = out.nest(CTA_TUPLE_PROTO);
        out.u8(CTA_PROTO_NUM, Protocol.UDP.number());
        out.endNest(protocol);
        out.endNest(tuple);
    }

    /**
     * Decodes a tuple.
     *
     * @return null for a protocol that Services do not support
     * @throws MalformedMessage if a required attribute is missing
     */
    static @Nullable Tuple read(AttributeReader in, IpFamily family) {
        Addresses addresses = null;
        Ports ports = null;
        int zone = 0;
        while (in.next()) {
            switch (in.type()) {
                case CTA_TUPLE_IP -> addresses = readAddresses(in.nested(), family);
                case CTA_TUPLE_PROTO -> ports = readPorts(in.nested());
                case CTA_TUPLE_ZONE -> zone = in.u16();
                default -> {}
            }
        }
        Protocol protocol = ports == null ? null : Protocol.ofNumber(ports.protocol);
        if (ports == null || protocol == null) {
            return null;
        }
        if (addresses == null) {
            throw new MalformedMessage("a flow without addresses");
        }
        return new Tuple(
                protocol,
                new Endpoint(addresses.source, ports.source),
                new Endpoint(addresses.destination, ports.destination),
                zone);
    }

    private record Addresses(IpAddress source, IpAddress destination) {}

    private record Ports(int protocol, int source, int destination) {}

    private static @Nullable Addresses readAddresses(AttributeReader in, IpFamily family) {
        IpAddress source = null;
        IpAddress destination = null;
        while (in.next()) {
            switch (in.type()) {
                case CTA_IP_V4_SRC, CTA_IP_V6_SRC -> source = in.address(family);
                case CTA_IP_V4_DST, CTA_IP_V6_DST -> destination = in.address(family);
                default -> {}
            }
        }
        return source == null || destination == null ? null : new Addresses(source, destination);
    }

    private static Ports readPorts(AttributeReader in) {
        int protocol = 0;
        int source = 0;
        int destination = 0;
        while (in.next()) {
            switch (in.type()) {
                case CTA_PROTO_NUM -> protocol = in.u8();
                case CTA_PROTO_SRC_PORT -> source = in.u16();
                case CTA_PROTO_DST_PORT -> destination = in.u16();
                default -> {}
            }
        }
        return new Ports(protocol, source, destination);
    }
}
