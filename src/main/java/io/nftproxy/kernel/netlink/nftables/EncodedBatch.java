package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.MessageWriter;
import io.nftproxy.kernel.netlink.NetlinkConstants;
import io.nftproxy.kernel.netlink.NlmsgError;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A transaction encoded as one batch of messages, sent by one call.
 *
 * <p>Valid until the encoder that made it encodes the next one.
 */
public final class EncodedBatch {
    private final MessageWriter writer;
    private final Transaction transaction;
    private final int generationOffset;
    private final int firstSequence;
    private final int lastSequence;
    private final int[] operationSequences;

    /**
     * @param generationOffset offset of {@code NFNL_BATCH_GENID} in the batch
     * @param firstSequence sequence number of {@code NFNL_MSG_BATCH_BEGIN}
     * @param lastSequence sequence number of the last operation's message, which the kernel
     *     acknowledges
     * @param operationSequences sequence number of each operation's first message
     */
    EncodedBatch(
            MessageWriter writer,
            Transaction transaction,
            int generationOffset,
            int firstSequence,
            int lastSequence,
            int[] operationSequences) {
        this.writer = writer;
        this.transaction = transaction;
        this.generationOffset = generationOffset;
        this.firstSequence = firstSequence;
        this.lastSequence = lastSequence;
        this.operationSequences = operationSequences;
    }

    /** Returns the bytes to send. */
    public ByteBuffer bytes() {
        return writer.written();
    }

    /** Returns the sequence number of the first message; errors of the whole batch refer to it. */
    public int firstSequence() {
        return firstSequence;
    }

    /** Returns the sequence number of the message that the kernel acknowledges after the commit. */
    public int lastSequence() {
        return lastSequence;
    }

    /** Returns whether a reply with this sequence number belongs to this batch. */
    public boolean contains(int sequence) {
        return sequence >= firstSequence && sequence <= lastSequence + 1;
    }

    /** Sets the generation that the batch is made for. */
    public void expectGeneration(int generation) {
        writer.replaceU32(generationOffset, generation);
    }

    /** Returns the operation of a message; null for the begin and the end of the batch. */
    public @Nullable Operation operationOf(int sequence) {
        if (sequence <= firstSequence || sequence > lastSequence) {
            return null;
        }
        int index = Arrays.binarySearch(operationSequences, sequence);
        return transaction.operations().get(index >= 0 ? index : -index - 2);
    }

    /**
     * Returns the key of the element that the kernel rejected.
     *
     * @return null if the error does not point to an element
     */
    public @Nullable Bytes elementAt(NlmsgError error) {
        ByteBuffer batch = bytes();
        MessageReader messages = new MessageReader(batch, batch.limit());
        while (messages.next()) {
            if (messages.sequence() == error.sequence()) {
                return TransactionEncoder.isAboutElements(messages.type())
                        ? elementAt(batch, messages, error.attributeOffset())
                        : null;
            }
        }
        return null;
    }

    private static @Nullable Bytes elementAt(ByteBuffer batch, MessageReader message, int offset) {
        int start = message.start() + offset;
        int end = message.start() + message.length();
        if (offset <= NetlinkConstants.HEADER_BYTES || start >= end) {
            return null;
        }
        try {
            AttributeReader list = new AttributeReader(batch, start, end);
            return list.next() ? ElementCodec.decode(list.nested()).key() : null;
        } catch (MalformedMessage e) {
            return null;
        }
    }
}
