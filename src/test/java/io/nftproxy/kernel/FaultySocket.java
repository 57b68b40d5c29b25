package io.nftproxy.kernel;

import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.sync.takeover.ForeignTables;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/** A netlink socket of the real kernel on which one fault strikes at one request. */
public final class FaultySocket implements SingleReceives {
    private static final int FLAGS = 6;
    private static final int SEQUENCE = 8;
    private static final int NLMSG_NOOP = 1;
    private static final int NLMSG_ERROR = 2;
    private static final int NLM_F_DUMP_INTR = 0x10;

    private final SocketCalls calls;
    private final Map<Fault, Runnable> commits = new EnumMap<>(Fault.class);
    private final Deque<byte[]> injected = new ArrayDeque<>();
    private Fault fault = Fault.SEND_EINTR;
    private int requestsLeft;
    private boolean strikes;
    private boolean endless;
    private int sequence;

    private FaultySocket(SocketCalls calls) {
        this.calls = calls;
    }

    /** Opens a socket in a network namespace. */
    public static FaultySocket open(NetworkNamespace namespace) throws Exception {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            return new FaultySocket(LinuxSocketCalls.open(NetlinkSocket.NETLINK_NETFILTER));
        }
    }

    /** Sets what another process does when one of the last two faults strikes. */
    public FaultySocket whenOthersCommit(Fault which, Runnable commit) {
        commits.put(which, commit);
        return this;
    }

    /**
     * Lets a fault strike once.
     *
     * @param request 1 for the next request
     */
    public void arm(Fault which, int request) {
        fault = which;
        requestsLeft = request;
        strikes = false;
    }

    /** Returns whether the fault has struck. */
    public boolean hasStruck() {
        return requestsLeft == 0;
    }

    /** Returns the table read and committed over this socket. */
    public NetlinkKernelTable table(NetworkNamespace namespace, TableRef table) throws Exception {
        return KernelTests.open(
                namespace, new NetlinkSocket(this), table, ElementReader.MAX_DUMPED);
    }

    /** Returns the tables of all owners, read over this socket. */
    public ForeignTables foreignTables() {
        return new NetlinkForeignTables(new NetlinkSocket(this));
    }

    /** Returns the conntrack table, read over this socket. */
    public NetlinkFlowTable flows() {
        return new NetlinkFlowTable(new NetlinkSocket(this));
    }

    @Override
    public int send(ByteBuffer datagram) {
        endless = false;
        injected.clear();
        if (requestsLeft == 0 || --requestsLeft > 0) {
            return calls.send(datagram);
        }
        sequence = datagram.order(ByteOrder.nativeOrder()).getInt(SEQUENCE);
        switch (fault) {
            case SEND_EINTR, SEND_EAGAIN, SEND_ENOBUFS, SEND_EPERM, SEND_ENOMEM -> {
                return -fault.errno();
            }
            case SEND_EMFILE, SEND_ENFILE, SEND_EBUSY -> {
                return -fault.errno();
            }
            case ANSWER_EPERM, ANSWER_ENOMEM, ANSWER_EBUSY, ANSWER_EINTR, ANSWER_EAGAIN -> {
                injected.add(error(sequence, fault.errno()));
                return datagram.remaining();
            }
            case TABLE_DELETED, OTHER_TABLE_CHANGED -> commits.get(fault).run();
            case REPLY_OF_ANOTHER_REQUEST_FIRST -> injected.add(error(sequence - 100_000, 0));
            case DUMP_WITHOUT_END -> endless = true;
            default -> strikes = true;
        }
        return calls.send(datagram);
    }

    @Override
    public int receive(ByteBuffer into) {
        if (!injected.isEmpty()) {
            return put(injected.poll(), into);
        }
        if (endless) {
            return put(message(NLMSG_NOOP, sequence, 0), into);
        }
        if (!strikes) {
            return calls.receive(into);
        }
        strikes = false;
        return switch (fault) {
            case REPLY_LOST -> {
                while (calls.receive(into) >= 0) {}
                yield -Errno.EAGAIN;
            }
            case REPLY_TRUNCATED -> Math.max(calls.receive(into) - 4, -Errno.EAGAIN);
            case DUMP_INTERRUPTED -> interrupted(into, calls.receive(into));
            default -> -fault.errno();
        };
    }

    private static int interrupted(ByteBuffer datagram, int length) {
        if (length > 0) {
            MessageReader messages = new MessageReader(datagram, length);
            messages.next();
            datagram.order(ByteOrder.nativeOrder())
                    .putShort(FLAGS, (short) (messages.flags() | NLM_F_DUMP_INTR));
        }
        return length;
    }

    private static byte[] error(int sequence, int errno) {
        return message(NLMSG_ERROR, sequence, -errno);
    }

    /** Returns a message with a body as an error has it. */
    private static byte[] message(int type, int sequence, int errno) {
        ByteBuffer message = ByteBuffer.allocate(36).order(ByteOrder.nativeOrder());
        message.putInt(36).putShort((short) type).putShort((short) 0).putInt(sequence).putInt(0);
        message.putInt(errno).putInt(16).putInt(0).putInt(sequence).putInt(0);
        return message.array();
    }

    private static int put(byte[] datagram, ByteBuffer into) {
        into.clear();
        into.put(datagram);
        return datagram.length;
    }

    @Override
    public int growSendBuffer(int bytes) {
        return calls.growSendBuffer(bytes);
    }

    @Override
    public int growReceiveBuffer(int bytes) {
        return calls.growReceiveBuffer(bytes);
    }

    @Override
    public int port() {
        return calls.port();
    }

    @Override
    public void close() {
        calls.close();
    }
}
