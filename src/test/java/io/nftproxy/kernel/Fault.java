package io.nftproxy.kernel;

import java.util.List;

/** What can go wrong with one request to the kernel, or between two of them. */
public enum Fault {
    // send fails.
    SEND_EINTR(Errno.EINTR),
    SEND_EAGAIN(Errno.EAGAIN),
    SEND_ENOBUFS(Errno.ENOBUFS),
    SEND_EPERM(Errno.EPERM),
    SEND_ENOMEM(Errno.ENOMEM),
    SEND_EMFILE(Errno.EMFILE),
    SEND_ENFILE(Errno.ENFILE),
    SEND_EBUSY(16),
    // The request was processed, and receive fails.
    RECEIVE_EINTR(Errno.EINTR),
    RECEIVE_ENOBUFS(Errno.ENOBUFS),
    RECEIVE_ENOMEM(Errno.ENOMEM),
    // The kernel rejects the request as a whole.
    ANSWER_EPERM(Errno.EPERM),
    ANSWER_ENOMEM(Errno.ENOMEM),
    ANSWER_EBUSY(16),
    ANSWER_EINTR(Errno.EINTR),
    ANSWER_EAGAIN(Errno.EAGAIN),
    // The request was processed, and the reply is lost or altered.
    REPLY_LOST(0),
    REPLY_OF_ANOTHER_REQUEST_FIRST(0),
    REPLY_TRUNCATED(0),
    DUMP_INTERRUPTED(0),
    DUMP_WITHOUT_END(0),
    // Before the request another process commits.
    TABLE_DELETED(0),
    OTHER_TABLE_CHANGED(0);

    /** The faults that no sync may fail for. */
    public static final List<Fault> HARMLESS =
            List.of(SEND_EINTR, RECEIVE_EINTR, OTHER_TABLE_CHANGED);

    private final int errno;

    Fault(int errno) {
        this.errno = errno;
    }

    int errno() {
        return errno;
    }
}
