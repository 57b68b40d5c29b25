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
 * What is asked of nf_tables, each a message of its own. Used by one thread; a request is valid
 * until the next one is made.
 */
public final class Requests {
    private static final int NFPROTO_UNSPEC = 0;
    private static final int NFTA_TABLE = 1;

    private final MessageWriter writer = new MessageWriter();
    private final ElementCodec elements = new ElementCodec();

    /** The generation of all rulesets of the namespace. */
    public ByteBuffer generation(int sequence) {
        begin(NftMessage.GETGEN, 0, sequence, 0);
        return end();
    }

    /**
     * A batch without any operation. The kernel takes it up when no commit is under way, and
     * refuses it for another generation ({@code ERESTART}).
     *
     * @param firstSequence of the first of two messages
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

    /** All tables of all families. */
    public ByteBuffer tables(int sequence) {
        begin(NftMessage.GETTABLE, NLM_F_DUMP, sequence, NFPROTO_UNSPEC);
        return end();
    }

    /** One table; the kernel answers {@code ENOENT} if there is none. */
    public ByteBuffer table(TableRef table, int sequence) {
        begin(NftMessage.GETTABLE, 0, sequence, table.family().number())
                .string(NFTA_TABLE, table.name());
        return end();
    }

    /** All chains of a table's family: the kernel does not know how to pick one table. */
    public ByteBuffer chains(TableRef table, int sequence) {
        begin(NftMessage.GETCHAIN, NLM_F_DUMP, sequence, table.family().number());
        return end();
    }

    /** All rules of a table. */
    public ByteBuffer rules(TableRef table, int sequence) {
        return dump(NftMessage.GETRULE, table, sequence);
    }

    /** All sets and maps of a table, without elements. */
    public ByteBuffer sets(TableRef table, int sequence) {
        return dump(NftMessage.GETSET, table, sequence);
    }

    /** All named objects of a table, as counters. */
    public ByteBuffer objects(TableRef table, int sequence) {
        return dump(NftMessage.GETOBJ, table, sequence);
    }

    /** All flowtables of a table. */
    public ByteBuffer flowtables(TableRef table, int sequence) {
        return dump(NftMessage.GETFLOWTABLE, table, sequence);
    }

    /** All elements of a set. */
    public ByteBuffer elements(TableRef table, String set, int sequence) {
        begin(NftMessage.GETSETELEM, NLM_F_DUMP, sequence, table.family().number())
                .string(NFTA_TABLE, table.name());
        writer.attributes().string(SetCodec.NFTA_SET_NAME, set);
        return end();
    }

    /**
     * Some elements of a set, which the kernel answers with a message each and an acknowledgement.
     * At the first that is missing it answers {@code ENOENT} and leaves out the rest.
     *
     * @param keys of any set but one of intervals; no more than fit an attribute. An empty one asks
     *     for the element that stands for all other keys
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
