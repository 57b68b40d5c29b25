package io.nftproxy.kernel.netlink.conntrack;

import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_ACK;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_DUMP;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_REQUEST;

import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.kernel.netlink.AttributeWriter;
import io.nftproxy.kernel.netlink.MessageWriter;
import java.nio.ByteBuffer;
import java.util.List;

/** Requests to conntrack. Used by one thread; each request overwrites the previous one. */
public final class FlowRequests {
    private static final int CTA_FILTER_ORIG_FLAGS = 1;

    /** {@code CTA_FILTER_F_CTA_PROTO_NUM}: the kernel's flag to filter by protocol. */
    private static final int FILTER_BY_PROTOCOL = 1 << 3;

    private final MessageWriter writer = new MessageWriter();

    /** Requests all flows of a family, of all protocols and zones. */
    public ByteBuffer dump(IpFamily family) {
        beginDump(family);
        return writer.written();
    }

    /**
     * Requests all UDP flows of a family. Kernels before 5.8 do not have the filter, and reply with
     * all protocols or an error.
     */
    public ByteBuffer dumpUdp(IpFamily family) {
        AttributeWriter attributes = beginDump(family);
        TupleCodec.writeProtocol(attributes, CtMessage.CTA_TUPLE_ORIG);
        int filter = attributes.nest(CtMessage.CTA_FILTER);
        attributes.nativeU32(CTA_FILTER_ORIG_FLAGS, FILTER_BY_PROTOCOL);
        attributes.endNest(filter);
        return writer.written();
    }

    /**
     * Requests all unreplied flows of a family, of all protocols. Kernels without the filter return
     * replied flows too.
     */
    public ByteBuffer dumpUnreplied(IpFamily family) {
        AttributeWriter attributes = beginDump(family);
        attributes.u32(CtMessage.CTA_STATUS, 0);
        attributes.u32(CtMessage.CTA_STATUS_MASK, CtMessage.SEEN_REPLY);
        return writer.written();
    }

    private AttributeWriter beginDump(IpFamily family) {
        return writer.request(CtMessage.GET, NLM_F_DUMP, CtMessage.number(family));
    }

    /**
     * Deletes flows, each by a message that is acknowledged. A flow is identified by its original
     * tuple, zone and id; without the id, a newer flow between the same addresses could be deleted.
     *
     * @param firstSequence sequence number of the first message; the others are consecutive
     */
    public ByteBuffer delete(List<Flow> flows, int firstSequence) {
        writer.clear();
        int sequence = firstSequence;
        for (Flow flow : flows) {
            AttributeWriter attributes =
                    writer.begin(
                            CtMessage.DELETE,
                            NLM_F_REQUEST | NLM_F_ACK,
                            sequence++,
                            CtMessage.number(flow.family()),
                            0);
            TupleCodec.write(
                    attributes,
                    CtMessage.CTA_TUPLE_ORIG,
                    flow.protocol(),
                    flow.client(),
                    flow.destination());
            if (flow.zone() != 0) {
                attributes.u16(CtMessage.CTA_ZONE, flow.zone());
            }
            attributes.u32(CtMessage.CTA_ID, flow.id());
        }
        return writer.written();
    }
}
