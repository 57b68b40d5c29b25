package io.nftproxy.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import jnr.ffi.types.size_t;
import jnr.ffi.types.ssize_t;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the C library that this program calls, under their C names.
 *
 * <p>A function returns -1 on failure; {@link #errno()} then returns the reason. Buffers are
 * direct, so that no call copies them.
 */
public interface LibC {
    /** The C library of this process. */
    LibC INSTANCE = LibraryLoader.create(LibC.class).load("c");

    int AF_UNIX = 1;
    int AF_INET = 2;
    int AF_NETLINK = 16;
    int SOCK_STREAM = 1;
    int SOCK_DGRAM = 2;
    int SOCK_RAW = 3;
    int SOCK_NONBLOCK = 0x800;
    int SOCK_CLOEXEC = 0x80000;
    int SOL_SOCKET = 1;
    int SO_SNDBUF = 7;
    int SO_RCVBUF = 8;
    int SO_PEERCRED = 17;
    int SO_ATTACH_FILTER = 26;
    int SO_SNDBUFFORCE = 32;
    int SO_RCVBUFFORCE = 33;
    int MSG_TRUNC = 0x20;
    int MSG_DONTWAIT = 0x40;
    int MSG_NOSIGNAL = 0x4000;
    int O_RDONLY = 0;
    int O_CLOEXEC = 0x80000;
    int CLONE_NEWNET = 0x40000000;
    int EFD_NONBLOCK = 0x800;
    int EFD_CLOEXEC = 0x80000;
    short POLLIN = 1;
    short POLLNVAL = 0x20;

    int socket(int domain, int type, int protocol);

    int bind(int fd, @In ByteBuffer address, int lengthBytes);

    int listen(int fd, int backlog);

    int accept4(int fd, @Nullable ByteBuffer address, @Nullable ByteBuffer lengthBytes, int flags);

    int geteuid();

    int getsockname(int fd, @Out ByteBuffer address, @In @Out ByteBuffer lengthBytes);

    int eventfd(int value, int flags);

    int poll(@In @Out ByteBuffer descriptors, @size_t long count, int timeoutMs);

    @ssize_t
    long read(int fd, @Out ByteBuffer buffer, @size_t long lengthBytes);

    @ssize_t
    long write(int fd, @In ByteBuffer buffer, @size_t long lengthBytes);

    @ssize_t
    long send(int fd, @In ByteBuffer buffer, @size_t long lengthBytes, int flags);

    @ssize_t
    long recv(int fd, @Out ByteBuffer buffer, @size_t long lengthBytes, int flags);

    int recvmmsg(
            int fd,
            @In @Out ByteBuffer messages,
            int count,
            int flags,
            @Nullable @In ByteBuffer timeout);

    int setsockopt(int fd, int level, int option, @In ByteBuffer value, int lengthBytes);

    int getsockopt(
            int fd, int level, int option, @Out ByteBuffer value, @In @Out ByteBuffer lengthBytes);

    int close(int fd);

    int open(String path, int flags);

    int ioctl(int fd, long request, @In @Out ByteBuffer argument);

    int unshare(int flags);

    int setns(int fd, int type);

    /** Returns freed memory to the kernel. Returns 1 if there was any. Only glibc has it. */
    int malloc_trim(@size_t long padBytes);

    /** Returns the error number of the calling thread's last call. */
    static int errno() {
        return LastError.getLastError(Runtime.getRuntime(INSTANCE));
    }

    /** Returns the memory address of a direct buffer. */
    static long address(ByteBuffer buffer) {
        return Pointer.wrap(Runtime.getRuntime(INSTANCE), buffer).address();
    }

    /** Allocates a direct buffer in the machine's byte order. */
    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }
}
