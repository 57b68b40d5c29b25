package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.kernel.netlink.MessageReader;
import java.nio.ByteBuffer;
import java.util.List;

/** A message of a batch without sequence number and {@code NLM_F_ACK}, as recordings have it. */
final class RecordedMessage {
    private static final int FLAGS_OFFSET = 6;
    private static final int SEQUENCE_OFFSET = 8;
    private static final int NLM_F_ACK = 4;

    private RecordedMessage() {}

    /** Encodes an operation that takes one message. */
    static byte[] encode(Operation operation) {
        TransactionEncoder encoder = new TransactionEncoder();
        ByteBuffer batch = encoder.encode(new Transaction(List.of(operation)), 0, 1).bytes();
        MessageReader messages = new MessageReader(batch, batch.limit());
        messages.next();
        messages.next();
        byte[] message = new byte[messages.length()];
        batch.get(messages.start(), message);
        message[FLAGS_OFFSET] &= ~NLM_F_ACK;
        message[SEQUENCE_OFFSET] = 0;
        return message;
    }

    static MessageReader of(byte[] bytes) {
        MessageReader message = new MessageReader(ByteBuffer.wrap(bytes), bytes.length);
        message.next();
        return message;
    }
}
