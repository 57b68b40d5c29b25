package io.nftproxy.testing;

/** The rejection of an operation by the fake kernel. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    static final Errno ENOENT = new Errno(2, "ENOENT");
    static final Errno EBUSY = new Errno(16, "EBUSY");
    static final Errno EEXIST = new Errno(17, "EEXIST");
    static final Errno EINVAL = new Errno(22, "EINVAL");
    static final Errno ENFILE = new Errno(23, "ENFILE");
    static final Errno EMLINK = new Errno(31, "EMLINK");
    static final Errno ERANGE = new Errno(34, "ERANGE");
    static final Errno ENODATA = new Errno(61, "ENODATA");
    static final Errno EOPNOTSUPP = new Errno(95, "EOPNOTSUPP");

    private final Errno errno;

    /** An errno of Linux with its name. */
    record Errno(int number, String name) {}

    Refusal(Errno errno, String why) {
        super(why);
        this.errno = errno;
    }

    Errno errno() {
        return errno;
    }

    static void unless(boolean condition, Errno errno, String why) throws Refusal {
        if (!condition) {
            throw new Refusal(errno, why);
        }
    }
}
