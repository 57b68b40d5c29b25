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
    private static final int NFTA_TABLE = 1;

    private final MessageWriter writer = new MessageWriter();
    private final ElementCodec elements = new ElementCodec();

    /** Requests the generation of the network namespace's ruleset. */
    public ByteBuffer generation(int sequence) {
        begin(NftMessage.GETGEN, 0, sequence, 0);
        return end();
    }

    /**
     * Returns a batch without operations. The kernel processes it when no commit is in progress,
     * and rejects it for another generation ({@code ERESTART}).
     *
     * @param firstSequence sequence number of the first of two messages
     */
    public ByteBuffer emptyBatch(int generation, int firstSequence) {
        writer.clear();
        batchMessage(NftMessage.BATCH_BEGIN, firstSequence);
        writer.attributes().u32(TransactionEncoder.NFNL_BATCH_GENID, generation);
        writer.end();
        batchMessage(NftMessage.BATCH_END, firstSequence + 1);
        return end();
    }

    private void batchMessage(int type, int sequence) {
        writer.begin(type, NLM_F_REQUEST, sequence, 0, NftMessage.BATCH_RESOURCE);
    }

    /** Requests all tables of all families. */
    public ByteBuffer tables(int sequence) {
        begin(NftMessage.GETTABLE, NLM_F_DUMP, sequence, NFPROTO_UNSPEC);
        return end();
    }

    /** Requests one table; the kernel replies {@code ENOENT} if there is none. */
    public ByteBuffer table(TableRef table, int sequence) {
        begin(NftMessage.GETTABLE, 0, sequence, table.family().number())
                .string(NFTA_TABLE, table.name());
        return end();
    }

    /** Requests all chains of a table's family: the kernel cannot filter chains by table. */
    public ByteBuffer chains(TableRef table, int sequence) {
        begin(NftMessage.GETCHAIN, NLM_F_DUMP, sequence, table.family().number());
        return end();
    }

    /** Requests all rules of a table. */
    public ByteBuffer rules(TableRef table, int sequence) {
        return dump(NftMessage.GETRULE, table, sequence);
    }

    /** Requests all sets and maps of a table, without elements. */
    public ByteBuffer sets(TableRef table, int sequence) {
        return dump(NftMessage.GETSET, table, sequence);
    }

    /** Requests all named objects of a table, such as counters. */
    public ByteBuffer objects(TableRef table, int sequence) {
        return dump(NftMessage.GETOBJ, table, sequence);
    }

    /** Requests all flowtables of a table. */
    public ByteBuffer flowtables(TableRef table, int sequence) {
        return dump(NftMessage.GETFLOWTABLE, table, sequence);
    }

    /** Requests all elements of a set. */
    public ByteBuffer elements(TableRef table, String set, int sequence) {
        begin(NftMessage.GETSETELEM, NLM_F_DUMP, sequence, table.family().number())
                .string(NFTA_TABLE, table.name());
        writer.attributes().string(SetCodec.NFTA_SET_NAME, set);
        return end();
    }

    /**
     * Requests some elements of a set. The kernel replies with one message for each and an
     * acknowledgement; at the first key that is missing it replies {@code ENOENT} and skips the
     * rest.
     *
     * @param keys keys of a set without intervals, at most as many as fit an attribute; an empty
     *     key requests the catch-all element
     */
    public ByteBuffer elements(TableRef table, String set, List<Bytes> keys, int sequence) {
        begin(NftMessage.GETSETELEM, NLM_F_ACK, sequence, table.family().number())
                .string(NFTA_TABLE, table.name());
        AttributeWriter attributes = writer.attributes();
        attributes.string(SetCodec.NFTA_SET_NAME, set);
        int list = attributes.nest(RulesetDecoder.NFTA_SET_ELEM_LIST_ELEMENTS);
        for (Bytes key : keys) {
            elements.encodeKey(attributes, SetCodec.NFTA_LIST_ELEM, key);
        }
        attributes.endNest(list);
        return end();
    }

    private ByteBuffer dump(int type, TableRef table, int sequence) {
        begin(type, NLM_F_DUMP, sequence, table.family().number()).string(NFTA_TABLE, table.name());
        return end();
    }

    private AttributeWriter begin(int type, int flags, int sequence, int family) {
        writer.clear();
        return writer.begin(type, NLM_F_REQUEST | flags, sequence, family, 0);
    }

    private ByteBuffer end() {
        writer.end();
        return writer.written();
    }
}
