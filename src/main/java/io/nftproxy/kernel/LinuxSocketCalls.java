package io.nftproxy.kernel;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The system calls of a real netlink socket, in the network namespace of the opening thread. */
final class LinuxSocketCalls implements SocketCalls {
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_ADD_MEMBERSHIP = 1;
    private static final int NETLINK_DROP_MEMBERSHIP = 2;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;

    /** {@code struct sockaddr_nl}: family in 2 bytes, 2 unused, port and groups in 4 each. */
    private static final int SOCKADDR_BYTES = 12;

    private static final int PORT_OFFSET = 4;

    /** {@code struct sock_fprog}: number of instructions in 2 bytes, their address at 8. */
    private static final int SOCK_FPROG_BYTES = 16;

    private static final int INSTRUCTION_BYTES = 8;

    private final int fd;
    private final ByteBuffer option = LibC.buffer(4);
    private final ByteBuffer optionLength = LibC.buffer(4);

    /** {@code struct pollfd}: fd in 4 bytes, events in 2, revents in 2. */
    private final ByteBuffer polled = LibC.buffer(8);

    private @Nullable MmsgHeaders messages;

    private LinuxSocketCalls(int fd) {
        this.fd = fd;
        polled.putInt(0, fd).putShort(Integer.BYTES, LibC.POLLIN);
    }

    /**
     * Opens a socket.
     *
     * @param protocol for example {@code NETLINK_NETFILTER}
     * @throws NetlinkException if the kernel refuses it
     */
    static LinuxSocketCalls open(int protocol) throws NetlinkException {
        int fd = LibC.socket(LibC.AF_NETLINK, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC, protocol);
        if (fd < 0) {
            throw refused(LibC.errno());
        }
        LinuxSocketCalls calls = new LinuxSocketCalls(fd);
        calls.bind();
        // Since kernel 4.12; without them an error reply only says less.
        calls.set(SOL_NETLINK, NETLINK_EXT_ACK, 1);
        calls.set(SOL_NETLINK, NETLINK_CAP_ACK, 1);
        return calls;
    }

    /** The kernel loads the module of a protocol on demand. */
    private static NetlinkException refused(int errno) {
        return new NetlinkException(
                errno == Errno.EPROTONOSUPPORT
                        ? "cannot open a netlink socket (is the kernel module nfnetlink missing?)"
                        : "cannot open a netlink socket",
                errno);
    }

    /** Makes the kernel assign a port now instead of at the first send. */
    private void bind() {
        ByteBuffer address = LibC.buffer(SOCKADDR_BYTES);
        address.putShort(0, (short) LibC.AF_NETLINK);
        LibC.bind(fd, address, SOCKADDR_BYTES);
    }

    @Override
    public int send(ByteBuffer datagram) {
        return result(LibC.send(fd, datagram, datagram.remaining(), 0));
    }

    @Override
    public int receive(ByteBuffer into) {
        into.clear();
        return result(LibC.recv(fd, into, into.capacity(), LibC.MSG_DONTWAIT | LibC.MSG_TRUNC));
    }

    @Override
    public int receive(ByteBuffer into, int[] lengths) {
        if (messages == null || !messages.areFor(into, lengths.length)) {
            messages = new MmsgHeaders(into, lengths.length);
        }
        int flags = LibC.MSG_DONTWAIT | LibC.MSG_TRUNC;
        int count = result(LibC.recvmmsg(fd, messages.headers(), lengths.length, flags));
        for (int i = 0; i < count; i++) {
            lengths[i] = messages.length(i);
        }
        return count;
    }

    @Override
    public int growSendBuffer(int bytes) {
        return grow(LibC.SO_SNDBUF, LibC.SO_SNDBUFFORCE, bytes);
    }

    @Override
    public int growReceiveBuffer(int bytes) {
        return grow(LibC.SO_RCVBUF, LibC.SO_RCVBUFFORCE, bytes);
    }

    @Override
    public int port() {
        ByteBuffer address = LibC.buffer(SOCKADDR_BYTES);
        optionLength.putInt(0, SOCKADDR_BYTES);
        return LibC.getsockname(fd, address, optionLength) < 0 ? 0 : address.getInt(PORT_OFFSET);
    }

    int descriptor() {
        return fd;
    }

    /** Waits until a datagram or an error is queued, at most a time. */
    void await(int millis) {
        LibC.poll(polled, 1, millis);
    }

    /** Joins a multicast group of the socket's protocol. */
    void join(int group) throws NetlinkException {
        int result = set(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group);
        check("join netlink group " + group, result);
    }

    void leave(int group) {
        set(SOL_NETLINK, NETLINK_DROP_MEMBERSHIP, group);
    }

    /** Attaches a classic BPF program, which decides what datagrams the kernel queues. */
    void attachFilter(ByteBuffer program) throws NetlinkException {
        ByteBuffer described = LibC.buffer(SOCK_FPROG_BYTES);
        described.putShort(0, (short) (program.limit() / INSTRUCTION_BYTES));
        described.putLong(Long.BYTES, LibC.address(program));
        int result =
                LibC.setsockopt(
                        fd, LibC.SOL_SOCKET, LibC.SO_ATTACH_FILTER, described, SOCK_FPROG_BYTES);
        check("filter netlink notifications", result(result));
    }

    private static void check(String what, int result) throws NetlinkException {
        if (result < 0) {
            throw new NetlinkException("cannot " + what, -result);
        }
    }

    @Override
    public void close() {
        LibC.close(fd);
    }

    /**
     * Raises a buffer's size; the forced option ignores the sysctl limit but needs CAP_NET_ADMIN.
     */
    private int grow(int plain, int forced, int bytes) {
        int room = get(plain);
        if (room < bytes && set(LibC.SOL_SOCKET, forced, bytes) < 0) {
            set(LibC.SOL_SOCKET, plain, bytes);
        }
        return room < bytes ? get(plain) : room;
    }

    private int set(int level, int name, int value) {
        option.putInt(0, value);
        return result(LibC.setsockopt(fd, level, name, option, 4));
    }

    private int get(int name) {
        optionLength.putInt(0, 4);
        int result = result(LibC.getsockopt(fd, LibC.SOL_SOCKET, name, option, optionLength));
        return result < 0 ? result : option.getInt(0);
    }

    private static int result(long reply) {
        return reply < 0 ? -LibC.errno() : Math.toIntExact(reply);
    }
}
