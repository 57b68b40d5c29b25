package io.nftproxy.kernel;

import java.io.IOException;

/** A failed system call of a netlink socket, or a request that the kernel rejected. */
public class NetlinkException extends IOException {
    private static final long serialVersionUID = 1;

    private final int errno;

    /**
     * @param what the failure, for example {@code cannot open a netlink socket}
     * @param errno the positive error number
     */
    public NetlinkException(String what, int errno) {
        super(what + ": " + Errno.name(errno));
        this.errno = errno;
    }

    public int errno() {
        return errno;
    }
}
