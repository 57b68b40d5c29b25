package io.nftproxy.kernel.netlink.nftables;

import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_ACK;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_DUMP;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_REQUEST;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.AttributeWriter;
import io.nftproxy.kernel.netlink.MessageWriter;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Requests to nf_tables, each one message. Used by one thread; each request overwrites the previous
 * one.
 */
public final class TableRequests {
    private static final int NFPROTO_UNSPEC = 0;

    private final MessageWriter writer = new MessageWriter();
    private final ElementCodec elements = new ElementCodec();

    /** Requests the generation of the network namespace's ruleset. */
    public ByteBuffer generation() {
        writer.request(NftMessage.GETGEN, 0, NFPROTO_UNSPEC);
        return writer.written();
    }

    /**
     * Returns a batch without operations. The kernel processes it when no commit is in progress,
     * and rejects it for another generation ({@code ERESTART}).
     *
     * @param firstSequence sequence number of the first of two messages
     */
    public ByteBuffer emptyBatch(int generation, int firstSequence) {
        writer.clear();
        batchMessage(NftMessage.BATCH_BEGIN, firstSequence)
                .u32(TransactionEncoder.NFNL_BATCH_GENID, generation);
        batchMessage(NftMessage.BATCH_END, firstSequence + 1);
        return writer.written();
    }

    private AttributeWriter batchMessage(int type, int sequence) {
        return writer.begin(type, NLM_F_REQUEST, sequence, 0, NftMessage.BATCH_RESOURCE);
    }

    /** Requests all tables of all families. */
    public ByteBuffer tables() {
        writer.request(NftMessage.GETTABLE, NLM_F_DUMP, NFPROTO_UNSPEC);
        return writer.written();
    }

    /** Requests one table; the kernel replies {@code ENOENT} if there is none. */
    public ByteBuffer table(TableRef table) {
        about(table, NftMessage.GETTABLE, 0);
        return writer.written();
    }

    /** Requests all chains of a table's family: the kernel cannot filter chains by table. */
    public ByteBuffer chains(TableRef table) {
        writer.request(NftMessage.GETCHAIN, NLM_F_DUMP, table.family().number());
        return writer.written();
    }

    /** Requests all rules of a table. */
    public ByteBuffer rules(TableRef table) {
        return dump(table, NftMessage.GETRULE);
    }

    /** Requests all sets and maps of a table, without elements. */
    public ByteBuffer sets(TableRef table) {
        return dump(table, NftMessage.GETSET);
    }

    /** Requests all named objects of a table, such as counters. */
    public ByteBuffer objects(TableRef table) {
        return dump(table, NftMessage.GETOBJ);
    }

    /** Requests all flowtables of a table. */
    public ByteBuffer flowtables(TableRef table) {
        return dump(table, NftMessage.GETFLOWTABLE);
    }

    /** Requests all elements of a set. */
    public ByteBuffer elements(TableRef table, String set) {
        about(table, NftMessage.GETSETELEM, NLM_F_DUMP).string(SetCodec.NFTA_SET_NAME, set);
        return writer.written();
    }

    /**
     * Requests some elements of a set. The kernel replies with one message for each and an
     * acknowledgement; at the first key that is missing it replies {@code ENOENT} and skips the
     * rest.
     *
     * @param keys keys of a set without intervals, at most as many as fit an attribute; an empty
     *     key requests the catch-all element
     */
    public ByteBuffer elements(TableRef table, String set, List<Bytes> keys) {
        AttributeWriter attributes = about(table, NftMessage.GETSETELEM, NLM_F_ACK);
        attributes.string(SetCodec.NFTA_SET_NAME, set);
        int list = attributes.nest(RulesetDecoder.NFTA_SET_ELEM_LIST_ELEMENTS);
        for (Bytes key : keys) {
            elements.encodeKey(attributes, SetCodec.NFTA_LIST_ELEM, key);
        }
        attributes.endNest(list);
        return writer.written();
    }

    private ByteBuffer dump(TableRef table, int type) {
        about(table, type, NLM_F_DUMP);
        return writer.written();
    }

    private AttributeWriter about(TableRef table, int type, int flags) {
        AttributeWriter attributes = writer.request(type, flags, table.family().number());
        attributes.string(NftMessage.NFTA_TABLE, table.name());
        return attributes;
    }
}
