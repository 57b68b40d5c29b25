package io.nftproxy.kernel;

import io.nftproxy.netlink.MessageReader;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * A kernel that answers as told: each datagram sent is answered by the next script, which sees the
 * sequence number of its first message.
 */
final class ScriptedSocketCalls implements SocketCalls {
    private final Deque<Function<Integer, List<Object>>> scripts = new ArrayDeque<>();
    private final Deque<Object> answers = new ArrayDeque<>();
    private final List<byte[]> sent = new ArrayList<>();

    /**
     * Adds a script.
     *
     * @param script answers: a datagram as {@code byte[]}, or the {@code Integer} errno that
     *     receiving fails with
     */
    ScriptedSocketCalls answer(Function<Integer, List<Object>> script) {
        scripts.add(script);
        return this;
    }

    /** What was sent, in order. */
    List<byte[]> sent() {
        return sent;
    }

    @Override
    public int send(ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.get(datagram.position(), bytes);
        sent.add(bytes);
        MessageReader message = new MessageReader(ByteBuffer.wrap(bytes), bytes.length);
        message.next();
        Function<Integer, List<Object>> script = scripts.poll();
        if (script != null) {
            answers.addAll(script.apply(message.sequence()));
        }
        return bytes.length;
    }

    @Override
    public int receive(ByteBuffer into) {
        Object answer = answers.poll();
        return switch (answer) {
            case null -> -Errno.EAGAIN;
            case Integer errno -> -errno;
            case byte[] datagram -> {
                into.clear();
                into.put(0, datagram);
                yield datagram.length;
            }
            default -> throw new IllegalArgumentException(answer.toString());
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
    public void close() {}
}
