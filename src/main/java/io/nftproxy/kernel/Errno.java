package io.nftproxy.kernel;

import java.util.Map;

/** Linux error numbers and their names ({@code asm-generic/errno.h}). */
public final class Errno {
    public static final int EPERM = 1;
    public static final int ENOENT = 2;
    public static final int EINTR = 4;
    public static final int EAGAIN = 11;
    public static final int ENOMEM = 12;
    public static final int EACCES = 13;
    public static final int ENODEV = 19;
    public static final int EINVAL = 22;
    public static final int ENFILE = 23;
    public static final int EMFILE = 24;
    public static final int EBADMSG = 74;
    public static final int ERESTART = 85;
    public static final int EMSGSIZE = 90;
    public static final int EPROTONOSUPPORT = 93;
    public static final int EOPNOTSUPP = 95;
    public static final int ENOBUFS = 105;

    private static final Map<Integer, String> NAMES =
            Map.ofEntries(
                    Map.entry(EPERM, "EPERM"),
                    Map.entry(ENOENT, "ENOENT"),
                    Map.entry(3, "ESRCH"),
                    Map.entry(EINTR, "EINTR"),
                    Map.entry(5, "EIO"),
                    Map.entry(7, "E2BIG"),
                    Map.entry(9, "EBADF"),
                    Map.entry(EAGAIN, "EAGAIN"),
                    Map.entry(ENOMEM, "ENOMEM"),
                    Map.entry(EACCES, "EACCES"),
                    Map.entry(14, "EFAULT"),
                    Map.entry(16, "EBUSY"),
                    Map.entry(17, "EEXIST"),
                    Map.entry(ENODEV, "ENODEV"),
                    Map.entry(EINVAL, "EINVAL"),
                    Map.entry(ENFILE, "ENFILE"),
                    Map.entry(EMFILE, "EMFILE"),
                    Map.entry(27, "EFBIG"),
                    Map.entry(28, "ENOSPC"),
                    Map.entry(31, "EMLINK"),
                    Map.entry(34, "ERANGE"),
                    Map.entry(36, "ENAMETOOLONG"),
                    Map.entry(38, "ENOSYS"),
                    Map.entry(40, "ELOOP"),
                    Map.entry(61, "ENODATA"),
                    Map.entry(EBADMSG, "EBADMSG"),
                    Map.entry(75, "EOVERFLOW"),
                    Map.entry(ERESTART, "ERESTART"),
                    Map.entry(EMSGSIZE, "EMSGSIZE"),
                    Map.entry(EPROTONOSUPPORT, "EPROTONOSUPPORT"),
                    Map.entry(EOPNOTSUPP, "EOPNOTSUPP"),
                    Map.entry(97, "EAFNOSUPPORT"),
                    Map.entry(98, "EADDRINUSE"),
                    Map.entry(ENOBUFS, "ENOBUFS"),
                    Map.entry(110, "ETIMEDOUT"),
                    Map.entry(524, "ENOTSUPP"));

    private Errno() {}

    /** Returns the name, for example {@code EEXIST}; {@code errno 200} if it is not listed here. */
    public static String name(int errno) {
        return NAMES.getOrDefault(errno, "errno " + errno);
    }
}
