package io.nftproxy.kernel.netlink.nftables;

import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_ACK;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_APPEND;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_CREATE;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_REQUEST;
import static io.nftproxy.kernel.netlink.nftables.RulesetDecoder.NFTA_SET_ELEM_LIST_ELEMENTS;
import static io.nftproxy.kernel.netlink.nftables.RulesetDecoder.NFTA_SET_ELEM_LIST_SET;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.PackedElements;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.AttributeWriter;
import io.nftproxy.kernel.netlink.MessageWriter;
import java.util.List;

/**
 * The encoder of a transaction as one batch: {@code NFNL_MSG_BATCH_BEGIN} with the generation, at
 * least one message for each operation, {@code NFNL_MSG_BATCH_END}.
 *
 * <p>Each message has its own sequence number, which the kernel's errors refer to. Only the last
 * message before the end requests an acknowledgement; the kernel sends it after the commit and
 * after any error. (Only since kernel 6.10 can the end message itself be acknowledged.)
 *
 * <p>Used by one thread; reuses its buffer.
 */
public final class TransactionEncoder {
    static final int NFNL_BATCH_GENID = 1;
    private static final int NFTA_TABLE_FLAGS = 2;
    private static final int NFTA_TABLE_USERDATA = 6;

    /** {@code NFTNL_UDATA_TABLE_COMMENT} in nft's user data. */
    private static final int UDATA_COMMENT = 0;

    /** Elements in one message: the length of their attribute is a 16-bit number. */
    private static final int MAX_ELEMENTS_BYTES =
            AttributeWriter.MAX_ATTRIBUTE_BYTES - ElementCodec.MAX_BYTES;

    /** Bytes of a typical element; IPv6 elements are longer. */
    private static final int ELEMENT_BYTES = 48;

    private final MessageWriter writer = new MessageWriter();
    private final AttributeWriter attributes = writer.attributes();
    private final ElementCodec elementCodec = new ElementCodec();
    private int sequence;
    private int setId;

    /**
     * Encodes a transaction that is not empty.
     *
     * @param generation the generation that the kernel must still have; 0 for any
     * @param firstSequence sequence number of the batch's first message
     */
    public EncodedBatch encode(Transaction transaction, int generation, int firstSequence) {
        List<Operation> operations = transaction.operations();
        int[] operationSequences = new int[operations.size()];
        writer.clear((long) transaction.size() * ELEMENT_BYTES);
        setId = 0;
        sequence = firstSequence;
        batchMessage(NftMessage.BATCH_BEGIN);
        attributes.u32(NFNL_BATCH_GENID, generation);
        int generationOffset = attributes.position() - 4;
        for (int i = 0; i < operationSequences.length; i++) {
            operationSequences[i] = sequence;
            encode(operations.get(i));
        }
        int lastSequence = sequence - 1;
        writer.addFlags(NLM_F_ACK);
        batchMessage(NftMessage.BATCH_END);
        return new EncodedBatch(
                writer,
                transaction,
                generationOffset,
                firstSequence,
                lastSequence,
                operationSequences);
    }

    /** Releases the buffer of a large batch; earlier batches become invalid. */
    public void forget() {
        writer.clear();
    }

    static boolean isAboutElements(int messageType) {
        return messageType == NftMessage.NEWSETELEM
                || messageType == NftMessage.DELSETELEM
                || messageType == NftMessage.DESTROYSETELEM;
    }

    private void encode(Operation operation) {
        TableRef table = operation.table();
        switch (operation) {
            case Operation.AddTable(TableRef _, String comment) -> addTable(table, comment);
            case Operation.DeleteTable _ -> begin(NftMessage.DELTABLE, 0, table);
            case Operation.AddChain add -> {
                begin(NftMessage.NEWCHAIN, NLM_F_CREATE, table);
                ChainCodec.encode(attributes, add.chain());
            }
            case Operation.FlushChain flush ->
                    begin(NftMessage.DELRULE, table, RuleCodec.NFTA_RULE_CHAIN, flush.chain());
            case Operation.DeleteChain delete ->
                    begin(NftMessage.DELCHAIN, table, ChainCodec.NFTA_CHAIN_NAME, delete.chain());
            case Operation.AddRule add -> {
                begin(NftMessage.NEWRULE, NLM_F_CREATE | NLM_F_APPEND, table);
                RuleCodec.encode(attributes, add.chain(), add.rule());
            }
            case Operation.DeleteRule delete -> {
                begin(NftMessage.DELRULE, table, RuleCodec.NFTA_RULE_CHAIN, delete.chain());
                attributes.u64(RuleCodec.NFTA_RULE_HANDLE, delete.handle());
            }
            case Operation.AddSet add -> {
                begin(NftMessage.NEWSET, NLM_F_CREATE, table);
                SetCodec.encode(attributes, add.set(), ++setId);
            }
            case Operation.DeleteSet delete ->
                    begin(NftMessage.DELSET, table, SetCodec.NFTA_SET_NAME, delete.set());
            case Operation.FlushSet flush ->
                    begin(NftMessage.DELSETELEM, table, NFTA_SET_ELEM_LIST_SET, flush.set());
            case Operation.AddElements(_, var set, PackedElements elements, long timeoutMs)
                    when timeoutMs == 0 ->
                    packed(table, set.name(), elements);
            case Operation.AddElements(_, var set, var elements, long timeoutMs) ->
                    elements(NftMessage.NEWSETELEM, table, set.name(), elements, timeoutMs);
            case Operation.DeleteElements(_, var set, var elements) ->
                    elements(NftMessage.DELSETELEM, table, set.name(), elements, 0);
            case Operation.DestroyElements(_, var set, var elements) ->
                    elements(NftMessage.DESTROYSETELEM, table, set.name(), elements, 0);
        }
    }

    /** Begins a message that names a table and an object in it. */
    private void begin(int messageType, TableRef table, int attribute, String name) {
        begin(messageType, 0, table);
        attributes.string(attribute, name);
    }

    private void addTable(TableRef table, String comment) {
        begin(NftMessage.NEWTABLE, 0, table);
        attributes.u32(NFTA_TABLE_FLAGS, 0);
        if (!comment.isEmpty()) {
            attributes.bytes(NFTA_TABLE_USERDATA, tableComment(comment));
        }
    }

    /** Returns the user data of a table. */
    static byte[] tableComment(String comment) {
        return new UserData().text(UDATA_COMMENT, comment).toBytes();
    }

    /** Writes elements, numbered from 1 as in nft. */
    private void elements(
            int type, TableRef table, String set, List<Element> elements, long timeoutMs) {
        int list = beginElements(type, table, set);
        int number = 0;
        for (Element element : elements) {
            if (!hasRoom(list)) {
                attributes.endNest(list);
                list = beginElements(type, table, set);
                number = 0;
            }
            number++;
            if (type == NftMessage.NEWSETELEM) {
                elementCodec.encode(attributes, number, element, timeoutMs);
            } else {
                elementCodec.encodeForDeletion(attributes, number, element);
            }
        }
        attributes.endNest(list);
    }

    private void packed(TableRef table, String set, PackedElements elements) {
        PackedElementWriter writes = new PackedElementWriter(elements);
        for (int next = 0; next < elements.size(); ) {
            int list = beginElements(NftMessage.NEWSETELEM, table, set);
            for (int number = 1; next < elements.size() && hasRoom(list); number++) {
                writes.write(attributes, number, next++);
            }
            attributes.endNest(list);
        }
    }

    private boolean hasRoom(int list) {
        return attributes.position() - list <= MAX_ELEMENTS_BYTES;
    }

    private int beginElements(int type, TableRef table, String set) {
        int flags = type == NftMessage.NEWSETELEM ? NLM_F_CREATE : 0;
        begin(type, flags, table);
        attributes.string(NFTA_SET_ELEM_LIST_SET, set);
        return attributes.nest(NFTA_SET_ELEM_LIST_ELEMENTS);
    }

    private void begin(int type, int flags, TableRef table) {
        writer.begin(type, NLM_F_REQUEST | flags, sequence++, table.family().number(), 0);
        attributes.string(NftMessage.NFTA_TABLE, table.name());
    }

    private void batchMessage(int type) {
        writer.begin(type, NLM_F_REQUEST, sequence++, 0, NftMessage.BATCH_RESOURCE);
    }
}
