package io.nftproxy.kernel;

import static io.nftproxy.kernel.netlink.NetlinkConstants.NLMSG_DONE;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLMSG_ERROR;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLMSG_NOOP;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLMSG_OVERRUN;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_ACK;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_DUMP;
import static io.nftproxy.kernel.netlink.NetlinkConstants.NLM_F_DUMP_INTR;
import static io.nftproxy.kernel.netlink.NetlinkConstants.SEQUENCE_OFFSET;

import io.nftproxy.kernel.netlink.MalformedMessage;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.NlmsgError;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A netlink socket for requests, dumps and batches.
 *
 * <p>The kernel processes a datagram before {@code send} returns, and writes the next part of a
 * dump during each receive. So no method blocks: an empty queue means that there is no reply.
 *
 * <p>Used by one thread.
 */
public final class NetlinkSocket implements AutoCloseable {
    static final int NETLINK_ROUTE = 0;
    static final int NETLINK_NETFILTER = 12;
    private static final int NETLINK_GENERIC = 16;

    /** Receive buffer, in bytes: room for thousands of errors of one batch. */
    private static final int REPLIES_BYTES = 1 << 22;

    /** Send buffer that the kernel needs besides the datagram, in bytes. */
    private static final int SEND_OVERHEAD_BYTES = 4096;

    /** Interrupted calls or overflows in a row before giving up. */
    private static final int MAX_REPEATS = 1000;

    /**
     * Receive buffer that one reply takes, in bytes: the kernel's buffer of a message is larger.
     */
    private static final int REPLY_ROOM_BYTES = 5 * 1024;

    private final SocketCalls calls;
    private final int repliesRoom;
    private final DatagramReceiver received;
    private final AtomicBoolean closed = new AtomicBoolean();
    private int sendRoom;
    private int lastSequence;

    /** Takes over the system calls of a socket, and closes them with this object. */
    public NetlinkSocket(SocketCalls calls) {
        this.calls = calls;
        this.received = new DatagramReceiver(calls);
        repliesRoom = calls.growReceiveBuffer(REPLIES_BYTES);
    }

    /**
     * Opens a {@code NETLINK_NETFILTER} socket in the calling thread's network namespace.
     *
     * @throws NetlinkException if the kernel refuses it
     */
    public static NetlinkSocket open() throws NetlinkException {
        return new NetlinkSocket(LinuxSocketCalls.open(NETLINK_NETFILTER));
    }

    /**
     * Opens a {@code NETLINK_ROUTE} socket in the calling thread's network namespace.
     *
     * @throws NetlinkException if the kernel refuses it
     */
    public static NetlinkSocket openRoute() throws NetlinkException {
        return new NetlinkSocket(LinuxSocketCalls.open(NETLINK_ROUTE));
    }

    /**
     * Opens a {@code NETLINK_GENERIC} socket in the calling thread's network namespace.
     *
     * @throws NetlinkException if the kernel refuses it
     */
    public static NetlinkSocket openGeneric() throws NetlinkException {
        return new NetlinkSocket(LinuxSocketCalls.open(NETLINK_GENERIC));
    }

    /** Returns the socket's port ({@code nl_pid}); a notification names the port that committed. */
    int port() {
        return calls.port();
    }

    /** Reserves this many consecutive sequence numbers for a batch; returns the first. */
    int takeSequences(int count) {
        if (lastSequence > Integer.MAX_VALUE - count) {
            lastSequence = 0;
        }
        int first = lastSequence + 1;
        lastSequence += count;
        return first;
    }

    /** Returns how many replies, one datagram each, certainly fit the receive buffer. */
    int repliesAtOnce() {
        return Math.max(1, repliesRoom / REPLY_ROOM_BYTES);
    }

    /**
     * Sends a request and passes each message of the reply to the consumer: up to {@code
     * NLMSG_DONE} for a dump; up to the acknowledgement for {@code NLM_F_ACK}, with messages of at
     * most 1 KiB; otherwise exactly one message.
     *
     * @param request one message; receives a sequence number
     * @return whether the dump is inconsistent ({@code NLM_F_DUMP_INTR}) and has to be repeated
     * @throws NetlinkException if the kernel replies with an error, for example {@code ENOENT} for
     *     an object that does not exist
     * @throws IncompleteReply if a part of the reply was lost
     */
    public boolean request(ByteBuffer request, Consumer<MessageReader> reply)
            throws NetlinkException {
        request.putInt(SEQUENCE_OFFSET, takeSequences(1));
        send(request);
        MessageReader sent = new MessageReader(request, request.limit());
        sent.next();
        boolean acknowledged = sent.hasFlag(NLM_F_ACK);
        boolean many = acknowledged || sent.hasFlag(NLM_F_DUMP);
        boolean interrupted = false;
        boolean done = false;
        try {
            while (!done) {
                MessageReader messages = acknowledged ? received.receiveSmall() : received.next();
                if (messages == null) {
                    throw new IncompleteReply("the kernel's reply ended too early", Errno.EAGAIN);
                }
                while (!done && messages.next()) {
                    if (messages.sequence() == sent.sequence()) {
                        interrupted |= messages.hasFlag(NLM_F_DUMP_INTR);
                        done = endsWith(messages, reply) || !many;
                    }
                }
            }
        } catch (MalformedMessage e) {
            throw new IncompleteReply(
                    "cannot parse the kernel's reply: " + e.getMessage(), Errno.EBADMSG);
        }
        return interrupted;
    }

    /**
     * Sends a request about an object that may be missing, as {@link #request} does.
     *
     * @return whether the object exists
     */
    boolean find(ByteBuffer request, Consumer<MessageReader> reply) throws NetlinkException {
        try {
            request(request, reply);
            return true;
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw e;
        }
    }

    private static boolean endsWith(MessageReader message, Consumer<MessageReader> reply)
            throws NetlinkException {
        switch (message.type()) {
            case NLMSG_ERROR -> {
                NlmsgError error = NlmsgError.of(message);
                check(error.errno(), error.text());
                return true;
            }
            case NLMSG_DONE -> {
                check(NlmsgError.ofDone(message), "");
                return true;
            }
            case NLMSG_OVERRUN ->
                    throw new IncompleteReply("the kernel's reply overran", Errno.ENOBUFS);
            case NLMSG_NOOP -> {}
            default -> reply.accept(message);
        }
        return false;
    }

    private static void check(int errno, String text) throws NetlinkException {
        if (errno != 0) {
            throw new NetlinkException(
                    "the kernel rejected a request" + (text.isEmpty() ? "" : " (" + text + ")"),
                    errno);
        }
    }

    /**
     * Sends a batch and collects the kernel's replies.
     *
     * @throws NetlinkException if the batch could not be sent: nothing was applied
     */
    public BatchReplies transact(ByteBuffer batch) throws NetlinkException {
        send(batch);
        List<NlmsgError> replies = new ArrayList<>();
        String lost = "";
        for (int losses = 0; losses < MAX_REPEATS; losses++) {
            try {
                collect(replies);
                return new BatchReplies(replies, lost);
            } catch (IncompleteReply | MalformedMessage e) {
                lost = String.valueOf(e.getMessage());
            }
        }
        return new BatchReplies(replies, lost);
    }

    private void collect(List<NlmsgError> replies) throws IncompleteReply {
        MessageReader messages = received.next();
        while (messages != null) {
            while (messages.next()) {
                if (messages.type() == NLMSG_ERROR) {
                    replies.add(NlmsgError.of(messages));
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
                    "cannot send %d bytes to the kernel (send buffer of %d)"
                            .formatted(bytes, sendRoom),
                    -result);
        }
    }

    /** Closes the socket; further calls do nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            calls.close();
        }
    }
}
