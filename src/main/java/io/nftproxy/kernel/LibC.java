package io.nftproxy.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.kenai.jffi.ArrayFlags;
import com.kenai.jffi.Function;
import com.kenai.jffi.HeapInvocationBuffer;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.MemoryIO;
import com.kenai.jffi.Type;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The functions of the C library that this program calls, under their C names.
 *
 * <p>A function returns -1 on failure; {@link #errno()} then returns the reason. It starts at a
 * buffer's position. Buffers are direct, so that no call copies them; that of send may also be an
 * array's.
 *
 * <p>This is jffi, on which jnr stands. jnr would make a proxy of an interface at each start, from
 * annotations, with 200 classes more.
 */
public final class LibC {
    public static final int AF_UNIX = 1;
    public static final int AF_INET = 2;
    public static final int AF_NETLINK = 16;
    public static final int SOCK_STREAM = 1;
    public static final int SOCK_DGRAM = 2;
    public static final int SOCK_RAW = 3;
    public static final int SOCK_NONBLOCK = 0x800;
    public static final int SOCK_CLOEXEC = 0x80000;
    public static final int SOL_SOCKET = 1;
    public static final int SO_SNDBUF = 7;
    public static final int SO_RCVBUF = 8;
    public static final int SO_PEERCRED = 17;
    public static final int SO_ATTACH_FILTER = 26;
    public static final int SO_SNDBUFFORCE = 32;
    public static final int SO_RCVBUFFORCE = 33;
    public static final int MSG_TRUNC = 0x20;
    public static final int MSG_DONTWAIT = 0x40;
    public static final int MSG_NOSIGNAL = 0x4000;
    public static final int O_RDONLY = 0;
    public static final int O_CLOEXEC = 0x80000;
    public static final int CLONE_NEWNET = 0x40000000;
    public static final int EFD_NONBLOCK = 0x800;
    public static final int EFD_CLOEXEC = 0x80000;
    public static final int CLOCK_THREAD_CPUTIME_ID = 3;
    public static final short POLLIN = 1;
    public static final short POLLNVAL = 0x20;

    private static final Type INT = Type.SINT32;
    private static final Type LONG = Type.SINT64;
    private static final Type POINTER = Type.POINTER;
    private static final Invoker CALLS = Invoker.getInstance();
    private static final Library LIBRARY = Library.openLibrary("libc.so.6", Library.LAZY);

    private static final Function SOCKET = function("socket", INT, INT, INT, INT);
    private static final Function BIND = function("bind", INT, INT, POINTER, INT);
    private static final Function LISTEN = function("listen", INT, INT, INT);
    private static final Function ACCEPT4 = function("accept4", INT, INT, POINTER, POINTER, INT);
    private static final Function GETEUID = function("geteuid", INT);
    private static final Function GETSOCKNAME = function("getsockname", INT, INT, POINTER, POINTER);
    private static final Function EVENTFD = function("eventfd", INT, INT, INT);
    private static final Function POLL = function("poll", INT, POINTER, LONG, INT);
    private static final Function READ = function("read", LONG, INT, POINTER, LONG);
    private static final Function WRITE = function("write", LONG, INT, POINTER, LONG);
    private static final Function SEND = function("send", LONG, INT, POINTER, LONG, INT);
    private static final Function RECV = function("recv", LONG, INT, POINTER, LONG, INT);
    private static final Function RECVMMSG =
            function("recvmmsg", INT, INT, POINTER, INT, INT, POINTER);
    private static final Function SETSOCKOPT =
            function("setsockopt", INT, INT, INT, INT, POINTER, INT);
    private static final Function GETSOCKOPT =
            function("getsockopt", INT, INT, INT, INT, POINTER, POINTER);
    private static final Function CLOSE = function("close", INT, INT);
    private static final Function OPEN = function("open", INT, POINTER, INT);
    private static final Function IOCTL = function("ioctl", INT, INT, LONG, POINTER);
    private static final Function CLOCK_GETTIME = function("clock_gettime", INT, INT, POINTER);
    private static final Function UNSHARE = function("unshare", INT, INT);
    private static final Function SETNS = function("setns", INT, INT, INT);

    private LibC() {}

    /** Returns a function; its numbers are as wide as in C. */
    private static Function function(String name, Type result, Type... parameters) {
        long address = LIBRARY.getSymbolAddress(name);
        if (address == 0) {
            throw new UnsatisfiedLinkError("the C library has no " + name);
        }
        return new Function(address, result, parameters);
    }

    public static int socket(int domain, int type, int protocol) {
        return (int) CALLS.invokeNNNrN(SOCKET, domain, type, protocol);
    }

    public static int bind(int fd, ByteBuffer address, int lengthBytes) {
        try {
            return (int) CALLS.invokeNNNrN(BIND, fd, pointer(address), lengthBytes);
        } finally {
            Reference.reachabilityFence(address);
        }
    }

    public static int listen(int fd, int backlog) {
        return (int) CALLS.invokeNNrN(LISTEN, fd, backlog);
    }

    /** Accepts a connection without asking for the peer's address. */
    public static int accept4(int fd, int flags) {
        return (int) CALLS.invokeNNNNrN(ACCEPT4, fd, 0, 0, flags);
    }

    public static int geteuid() {
        return (int) CALLS.invokeVrN(GETEUID);
    }

    public static int getsockname(int fd, ByteBuffer address, ByteBuffer lengthBytes) {
        try {
            return (int) CALLS.invokeNNNrN(GETSOCKNAME, fd, pointer(address), pointer(lengthBytes));
        } finally {
            Reference.reachabilityFence(address);
            Reference.reachabilityFence(lengthBytes);
        }
    }

    /** Opens an eventfd that is not readable. */
    public static int eventfd(int flags) {
        return (int) CALLS.invokeNNrN(EVENTFD, 0, flags);
    }

    public static int poll(ByteBuffer descriptors, long count, int timeoutMs) {
        try {
            return (int) CALLS.invokeNNNrN(POLL, pointer(descriptors), count, timeoutMs);
        } finally {
            Reference.reachabilityFence(descriptors);
        }
    }

    public static long read(int fd, ByteBuffer buffer, long lengthBytes) {
        try {
            return CALLS.invokeNNNrN(READ, fd, pointer(buffer), lengthBytes);
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    public static long write(int fd, ByteBuffer buffer, long lengthBytes) {
        try {
            return CALLS.invokeNNNrN(WRITE, fd, pointer(buffer), lengthBytes);
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    public static long send(int fd, ByteBuffer buffer, long lengthBytes, int flags) {
        if (buffer.hasArray()) {
            return sendArray(fd, buffer, lengthBytes, flags);
        }
        try {
            return CALLS.invokeNNNNrN(SEND, fd, pointer(buffer), lengthBytes, flags);
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    /** Transactions are made in arrays of the heap; jffi copies them. */
    private static long sendArray(int fd, ByteBuffer buffer, long lengthBytes, int flags) {
        HeapInvocationBuffer call = new HeapInvocationBuffer(SEND);
        call.putInt(fd);
        int start = buffer.arrayOffset() + buffer.position();
        call.putArray(buffer.array(), start, buffer.remaining(), ArrayFlags.IN);
        call.putLong(lengthBytes);
        call.putInt(flags);
        return CALLS.invokeLong(SEND, call);
    }

    public static long recv(int fd, ByteBuffer buffer, long lengthBytes, int flags) {
        try {
            return CALLS.invokeNNNNrN(RECV, fd, pointer(buffer), lengthBytes, flags);
        } finally {
            Reference.reachabilityFence(buffer);
        }
    }

    /** Receives datagrams without a timeout. */
    public static int recvmmsg(int fd, ByteBuffer messages, int count, int flags) {
        try {
            return (int) CALLS.invokeNNNNNrN(RECVMMSG, fd, pointer(messages), count, flags, 0);
        } finally {
            Reference.reachabilityFence(messages);
        }
    }

    public static int setsockopt(int fd, int level, int option, ByteBuffer value, int lengthBytes) {
        try {
            return (int)
                    CALLS.invokeNNNNNrN(SETSOCKOPT, fd, level, option, pointer(value), lengthBytes);
        } finally {
            Reference.reachabilityFence(value);
        }
    }

    public static int getsockopt(
            int fd, int level, int option, ByteBuffer value, ByteBuffer lengthBytes) {
        try {
            return (int)
                    CALLS.invokeNNNNNrN(
                            GETSOCKOPT, fd, level, option, pointer(value), pointer(lengthBytes));
        } finally {
            Reference.reachabilityFence(value);
            Reference.reachabilityFence(lengthBytes);
        }
    }

    public static int close(int fd) {
        return (int) CALLS.invokeNrN(CLOSE, fd);
    }

    public static int open(String path, int flags) {
        byte[] bytes = path.getBytes(UTF_8);
        ByteBuffer text = buffer(bytes.length + 1).put(0, bytes);
        try {
            return (int) CALLS.invokeNNrN(OPEN, pointer(text), flags);
        } finally {
            Reference.reachabilityFence(text);
        }
    }

    public static int ioctl(int fd, long request, ByteBuffer argument) {
        try {
            return (int) CALLS.invokeNNNrN(IOCTL, fd, request, pointer(argument));
        } finally {
            Reference.reachabilityFence(argument);
        }
    }

    public static int clock_gettime(int clock, ByteBuffer timespec) {
        try {
            return (int) CALLS.invokeNNrN(CLOCK_GETTIME, clock, pointer(timespec));
        } finally {
            Reference.reachabilityFence(timespec);
        }
    }

    public static int unshare(int flags) {
        return (int) CALLS.invokeNrN(UNSHARE, flags);
    }

    public static int setns(int fd, int type) {
        return (int) CALLS.invokeNNrN(SETNS, fd, type);
    }

    /**
     * Returns freed memory to the kernel. Returns 1 if there was any.
     *
     * @throws UnsatisfiedLinkError if the C library is not glibc
     */
    public static int malloc_trim(long padBytes) {
        return (int) CALLS.invokeNrN(function("malloc_trim", INT, LONG), padBytes);
    }

    /** Returns the error number of the calling thread's last call. */
    public static int errno() {
        return LastError.getInstance().get();
    }

    /** Returns the memory address of a direct buffer. */
    static long address(ByteBuffer buffer) {
        return MemoryIO.getInstance().getDirectBufferAddress(buffer);
    }

    /** Returns the address of a direct buffer's position. */
    private static long pointer(ByteBuffer buffer) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("the buffer is not direct");
        }
        return address(buffer) + buffer.position();
    }

    /** Allocates a direct buffer in the machine's byte order. */
    public static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
