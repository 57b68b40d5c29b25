package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.ErrorAnswer;
import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.MessageWriter;
import io.nftproxy.kernel.netlink.NetlinkConstants;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as bytes: one batch of messages for one send.
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
     * @param generationOffset where the batch names the generation it is made for
     * @param firstSequence of the message that begins the batch
     * @param lastSequence of the last message that does something; the kernel acknowledges it
     * @param operationSequences the first message of each operation
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

    /** What is to be sent. */
    public ByteBuffer bytes() {
        return writer.written();
    }

    /** Of the message that begins the batch: errors of the batch as a whole answer it. */
    public int firstSequence() {
        return firstSequence;
    }

    /** Of the message that the kernel acknowledges when all was applied. */
    public int lastSequence() {
        return lastSequence;
    }

    /** Whether an answer belongs to this batch. */
    public boolean contains(int sequence) {
        return sequence >= firstSequence && sequence <= lastSequence + 1;
    }

    /** Makes the batch valid for another generation of the kernel's rulesets. */
    public void expectGeneration(int generation) {
        writer.replaceU32(generationOffset, generation);
    }

    /** The operation that a message belongs to; null if it begins or ends the batch. */
    public @Nullable Operation operationOf(int sequence) {
        if (sequence <= firstSequence || sequence > lastSequence) {
            return null;
        }
        int index = Arrays.binarySearch(operationSequences, sequence);
        return transaction.operations().get(index >= 0 ? index : -index - 2);
    }

    /**
     * The key of the element that an error is about.
     *
     * @return null if the error does not point to an element
     */
    public @Nullable Bytes elementAt(ErrorAnswer error) {
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
