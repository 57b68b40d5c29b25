package io.nftproxy.kernel;

import static io.nftproxy.kernel.netlink.NetlinkConstants.NLMSG_DONE;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLMSG_ERROR;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLMSG_NOOP;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLMSG_OVERRUN;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_ACK;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_DUMP;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_DUMP_INTR;

import io.nftproxy.kernel.netlink.ErrorAnswer;
import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.MessageReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A conversation with netfilter: requests, dumps and batches.
 *
 * <p>The kernel handles what is sent before the send returns, and each receive of a dump makes it
 * write the next part. So nothing here waits: an empty queue means that there is no answer.
 *
 * <p>Used by one thread.
 */
public final class NetlinkSocket implements AutoCloseable {
    static final int NETLINK_ROUTE = 0;
    static final int NETLINK_NETFILTER = 12;
    private static final int NETLINK_GENERIC = 16;

    /** Room for answers: thousands of errors of one batch. */
    private static final int ANSWERS_BYTES = 1 << 22;

    /** What the kernel wants for itself beside a datagram to be sent. */
    private static final int SEND_OVERHEAD_BYTES = 4096;

    /** More interruptions or overflows in a row mean that something is badly wrong. */
    private static final int MAX_REPEATS = 1000;

    /** What an answer takes of the room, which is a buffer of the kernel's however short it is. */
    private static final int ANSWER_ROOM_BYTES = 5 * 1024;

    private final SocketCalls calls;
    private final int answersRoom;
    private final Datagrams received;
    private final AtomicBoolean closed = new AtomicBoolean();
    private int sendRoom;
    private int lastSequence;

    /** A socket over these system calls, which it closes. */
    public NetlinkSocket(SocketCalls calls) {
        this.calls = calls;
        this.received = new Datagrams(calls);
        answersRoom = calls.growReceiveBuffer(ANSWERS_BYTES);
    }

    /**
     * Opens a socket to the netfilter of the calling thread's network namespace.
     *
     * @throws NetlinkException if the kernel refuses it
     */
    public static NetlinkSocket open() throws NetlinkException {
        return new NetlinkSocket(LinuxSocketCalls.open(NETLINK_NETFILTER));
    }

    /**
     * Opens a socket to the interfaces of the calling thread's network namespace.
     *
     * @throws NetlinkException if the kernel refuses it
     */
    public static NetlinkSocket openRoute() throws NetlinkException {
        return new NetlinkSocket(LinuxSocketCalls.open(NETLINK_ROUTE));
    }

    /**
     * Opens a socket to generic netlink in the calling thread's network namespace.
     *
     * @throws NetlinkException if the kernel refuses it
     */
    public static NetlinkSocket openGeneric() throws NetlinkException {
        return new NetlinkSocket(LinuxSocketCalls.open(NETLINK_GENERIC));
    }

    /** The number by which the kernel tells this socket's commits from those of others. */
    int port() {
        return calls.port();
    }

    /** The first of this many sequence numbers that were not used yet. */
    public int takeSequences(int count) {
        if (lastSequence > Integer.MAX_VALUE - count) {
            lastSequence = 0;
        }
        int first = lastSequence + 1;
        lastSequence += count;
        return first;
    }

    /** How many messages of one answer, in a datagram each, surely have room. */
    public int answersAtOnce() {
        return Math.max(1, answersRoom / ANSWER_ROOM_BYTES);
    }

    /**
     * Sends a request and hands over each message of the answer: all of them of a dump, up to its
     * end; all up to an acknowledgement that was asked for, of at most 1 KiB each; the only one
     * otherwise.
     *
     * @param request one message, with a number from {@link #takeSequences}
     * @return whether the dump was torn ({@code NLM_F_DUMP_INTR}) and should be read again
     * @throws NetlinkException if the kernel answers with an error, {@code ENOENT} for an object
     *     that does not exist
     * @throws ReplyLost if the answer did not arrive whole
     */
    public boolean request(ByteBuffer request, Consumer<MessageReader> answer)
            throws NetlinkException {
        send(request);
        MessageReader sent = new MessageReader(request, request.limit());
        sent.next();
        boolean acknowledged = sent.hasFlag(NLM_F_ACK);
        boolean many = acknowledged || sent.hasFlag(NLM_F_DUMP);
        boolean torn = false;
        boolean done = false;
        try {
            while (!done) {
                MessageReader messages = acknowledged ? received.nextShortOne() : received.next();
                if (messages == null) {
                    throw new ReplyLost("the kernel's answer ended too early", Errno.EAGAIN);
                }
                while (!done && messages.next()) {
                    if (messages.sequence() == sent.sequence()) {
                        torn |= messages.hasFlag(NLM_F_DUMP_INTR);
                        done = endsWith(messages, answer) || !many;
                    }
                }
            }
        } catch (MalformedMessage e) {
            throw new ReplyLost("the kernel's answer is torn, " + e.getMessage(), Errno.EBADMSG);
        }
        return torn;
    }

    private static boolean endsWith(MessageReader message, Consumer<MessageReader> answer)
            throws NetlinkException {
        switch (message.type()) {
            case NLMSG_ERROR -> {
                ErrorAnswer error = ErrorAnswer.of(message);
                check(error.errno(), error.text());
                return true;
            }
            case NLMSG_DONE -> {
                check(ErrorAnswer.ofDone(message), "");
                return true;
            }
            case NLMSG_OVERRUN -> throw new ReplyLost("the kernel overran", Errno.ENOBUFS);
            case NLMSG_NOOP -> {}
            default -> answer.accept(message);
        }
        return false;
    }

    private static void check(int errno, String text) throws NetlinkException {
        if (errno != 0) {
            throw new NetlinkException(
                    "the kernel refused a request" + (text.isEmpty() ? "" : " (" + text + ")"),
                    errno);
        }
    }

    /**
     * Sends a batch and collects the kernel's answers.
     *
     * @throws NetlinkException if the batch could not be sent: nothing was done
     */
    public BatchAnswers transact(ByteBuffer batch) throws NetlinkException {
        send(batch);
        List<ErrorAnswer> answers = new ArrayList<>();
        String lost = "";
        for (int losses = 0; losses < MAX_REPEATS; losses++) {
            try {
                collect(answers);
                return new BatchAnswers(answers, lost);
            } catch (ReplyLost | MalformedMessage e) {
                lost = String.valueOf(e.getMessage());
            }
        }
        return new BatchAnswers(answers, lost);
    }

    private void collect(List<ErrorAnswer> answers) throws ReplyLost {
        MessageReader messages = received.next();
        while (messages != null) {
            while (messages.next()) {
                if (messages.type() == NLMSG_ERROR) {
                    answers.add(ErrorAnswer.of(messages));
                }
            }
            messages = received.next();
        }
    }

    private void send(ByteBuffer datagram) throws NetlinkException {
        received.drain();
        int bytes = datagram.remaining();
        if (sendRoom < bytes + SEND_OVERHEAD_BYTES) {
            sendRoom = calls.growSendBuffer(bytes + SEND_OVERHEAD_BYTES);
        }
        int result = -Errno.EINTR;
        for (int i = 0; i < MAX_REPEATS && result == -Errno.EINTR; i++) {
            result = calls.send(datagram);
        }
        if (result < 0) {
            throw new NetlinkException(
                    "cannot send %d bytes to the kernel (room for %d)".formatted(bytes, sendRoom),
                    -result);
        }
    }

    /** Closes the socket; once. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            calls.close();
        }
    }
}
