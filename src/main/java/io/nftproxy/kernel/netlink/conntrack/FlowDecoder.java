package io.nftproxy.kernel.netlink.conntrack;

import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.flows.FlowEvent;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.NetlinkConstants;
import io.nftproxy.kernel.netlink.conntrack.TupleCodec.Tuple;
import org.jspecify.annotations.Nullable;

/** The decoder of conntrack flows. */
public final class FlowDecoder {
    private FlowDecoder() {}

    /**
     * Decodes a message of a dump.
     *
     * @return null if it is not a flow of a family and protocol that Services support
     * @throws MalformedMessage if a required attribute of such a flow is missing
     */
    public static @Nullable Flow decode(MessageReader message) {
        return message.type() == CtMessage.NEW ? flow(message) : null;
    }

    /**
     * Decodes a notification.
     *
     * @return null if it is not about a flow of a family and protocol that Services support
     * @throws MalformedMessage if a required attribute of such a flow is missing
     */
    public static @Nullable FlowEvent decodeEvent(MessageReader message) {
        FlowEvent.@Nullable Kind kind =
                switch (message.type()) {
                    case CtMessage.NEW ->
                            message.hasFlag(NetlinkConstants.NLM_F_CREATE)
                                    ? FlowEvent.Kind.NEW
                                    : FlowEvent.Kind.UPDATE;
                    case CtMessage.DELETE -> FlowEvent.Kind.DESTROY;
                    default -> null;
                };
        Flow flow = kind == null ? null : flow(message);
        return kind == null || flow == null ? null : new FlowEvent(kind, flow);
    }

    private static @Nullable Flow flow(MessageReader message) {
        IpFamily family = message.ipFamily();
        if (family == null) {
            return null;
        }
        Tuple original = null;
        Tuple reply = null;
        int id = 0;
        int status = 0;
        int zone = 0;
        AttributeReader attributes = message.attributes();
        while (attributes.next()) {
            switch (attributes.type()) {
                case CtMessage.CTA_TUPLE_ORIG -> {
                    original = TupleCodec.read(attributes.nested(), family);
                    if (original == null) {
                        return null;
                    }
                }
                case CtMessage.CTA_TUPLE_REPLY ->
                        reply = TupleCodec.read(attributes.nested(), family);
                case CtMessage.CTA_STATUS -> status = attributes.u32();
                case CtMessage.CTA_ID -> id = attributes.u32();
                case CtMessage.CTA_ZONE -> zone = attributes.u16();
                default -> {}
            }
        }
        if (original == null || reply == null) {
            throw new MalformedMessage("a flow with one direction");
        }
        return new Flow(
                original.protocol(),
                (status & CtMessage.SEEN_REPLY) != 0,
                original.source(),
                original.destination(),
                reply.source(),
                reply.destination(),
                id,
                zone != 0 ? zone : original.zone());
    }
}
