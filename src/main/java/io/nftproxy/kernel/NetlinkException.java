package io.nftproxy.kernel;

import java.io.IOException;

/** A system call on a netlink socket failed, or the kernel answered a request with an error. */
public class NetlinkException extends IOException {
    private static final long serialVersionUID = 1;

    private final int errno;

    /**
     * @param what was tried, {@code cannot open a netlink socket}
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
