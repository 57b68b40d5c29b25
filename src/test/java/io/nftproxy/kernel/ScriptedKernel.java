package io.nftproxy.kernel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.fail;

import io.nftproxy.kernel.netlink.MessageReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A fake kernel that follows a script: for each send in turn, the replies, the errors of system
 * calls and the lost replies.
 */
final class ScriptedKernel implements SingleReceives {
    private static final int NLMSG_ERROR = 2;
    private static final int NLMSG_DONE = 3;
    private static final int NLM_F_ACK_TLVS = 0x200;
    private static final int NLM_F_CAPPED = 0x100;

    private final Deque<Consumer<ScriptedKernel>> script = new ArrayDeque<>();
    private final Deque<Object> queue = new ArrayDeque<>();
    private final List<byte[]> sent = new ArrayList<>();
    private final List<Integer> sentSequences = new ArrayList<>();
    private final Deque<Integer> sendErrors = new ArrayDeque<>();
    private Consumer<ScriptedKernel> byDefault = _ -> fail("nothing is planned for this send");
    private byte[] endless = {};
    private int closes;
    private int receiveBytes = Integer.MAX_VALUE;

    /** Plans the reply to the next send without one. */
    ScriptedKernel onSend(Consumer<ScriptedKernel> replies) {
        script.add(replies);
        return this;
    }

    /**
     * Plans several replies to the next send without one.
     *
     * @param replies from the first sequence number sent: datagrams as {@code byte[]}, and error
     *     numbers of a failing receive as {@code Integer}
     */
    ScriptedKernel reply(Function<Integer, List<Object>> replies) {
        return onSend(
                _ ->
                        replies.apply(sentSequences.getFirst())
                                .forEach(
                                        next ->
                                                queue.add(
                                                        next instanceof Integer errno
                                                                ? -errno
                                                                : next)));
    }

    /** Sets the reply to every send without a planned one. */
    ScriptedKernel otherwise(Consumer<ScriptedKernel> replies) {
        byDefault = replies;
        return this;
    }

    /** Makes the next send fail with this error number. */
    ScriptedKernel failSend(int errno) {
        sendErrors.add(errno);
        return this;
    }

    /** Returns a datagram that is truncated to some bytes. */
    void replyCut(byte[] message, int bytes) {
        queue.add(message);
        receiveBytes = bytes;
    }

    /** Returns a receive that fails with this error number. */
    void failReceive(int errno) {
        queue.add(-errno);
    }

    /** Returns an error, or with 0 an acknowledgement, of the n-th message of the last send. */
    void replyError(int index, int errno) {
        replyError(index, errno, "", 0);
    }

    void replyError(int index, int errno, String text, int attributeOffset) {
        ByteBuffer body = buffer(20 + 12 + text.length());
        body.putInt(-errno).putInt(20).putInt(0).putInt(sentSequences.get(index)).putInt(0);
        if (!text.isEmpty()) {
            body.putShort((short) (4 + text.length() + 1)).putShort((short) 1);
            body.put(text.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
            while (body.position() % 4 != 0) {
                body.put((byte) 0);
            }
        }
        if (attributeOffset != 0) {
            body.putShort((short) 8).putShort((short) 2).putInt(attributeOffset);
        }
        int flags = NLM_F_CAPPED | (text.isEmpty() && attributeOffset == 0 ? 0 : NLM_F_ACK_TLVS);
        queue.add(message(NLMSG_ERROR, flags, sentSequences.get(index), bytes(body)));
    }

    /** Returns the end of a dump, with an error number or 0. */
    void replyDone(int errno) {
        ByteBuffer body = buffer(4).putInt(-errno);
        queue.add(message(NLMSG_DONE, 2, sentSequences.getFirst(), bytes(body)));
    }

    /** Returns a message of this type with these attributes, in reply to the last request. */
    void reply(int type, int flags, byte... attributes) {
        ByteBuffer body = buffer(4 + attributes.length);
        body.put(new byte[] {1, 0, 0, 0}).put(attributes);
        queue.add(message(type, flags, sentSequences.getFirst(), bytes(body)));
    }

    /** Returns the same message again and again. */
    void repeatForever(int type) {
        endless = message(type, 2, sentSequences.getFirst(), new byte[4]);
    }

    /** Returns a datagram. */
    void replyRaw(byte... datagram) {
        queue.add(datagram);
    }

    static byte[] message(int type, int flags, int sequence, byte[] body) {
        ByteBuffer message = buffer(16 + body.length);
        message.putInt(16 + body.length).putShort((short) type).putShort((short) flags);
        message.putInt(sequence).putInt(0).put(body);
        return bytes(message);
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes + 8).order(ByteOrder.nativeOrder());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Override
    public int send(ByteBuffer datagram) {
        Integer error = sendErrors.poll();
        if (error != null) {
            return -error;
        }
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(datagram.position(), bytes);
        sent.add(bytes);
        sentSequences.clear();
        MessageReader messages = new MessageReader(ByteBuffer.wrap(bytes), bytes.length);
        while (messages.next()) {
            sentSequences.add(messages.sequence());
        }
        Consumer<ScriptedKernel> replies = script.isEmpty() ? byDefault : script.poll();
        requireNonNull(replies).accept(this);
        return bytes.length;
    }

    @Override
    public int receive(ByteBuffer into) {
        Object next = queue.isEmpty() && endless.length > 0 ? endless : queue.poll();
        return switch (next) {
            case null -> -Errno.EAGAIN;
            case Integer error -> error;
            case byte[] datagram -> {
                into.clear();
                into.put(datagram, 0, Math.min(datagram.length, receiveBytes));
                yield datagram.length;
            }
            default -> throw new AssertionError(next);
        };
    }

    @Override
    public int growSendBuffer(int bytes) {
        return bytes;
    }

    @Override
    public int growReceiveBuffer(int bytes) {
        return bytes;
    }

    @Override
    public int port() {
        return 1;
    }

    @Override
    public void close() {
        closes++;
    }

    int closes() {
        return closes;
    }

    /** Returns the datagrams sent. */
    List<byte[]> sent() {
        return sent;
    }

    /** Returns the number of messages in the last send. */
    int messagesSent() {
        return sentSequences.size();
    }
}
