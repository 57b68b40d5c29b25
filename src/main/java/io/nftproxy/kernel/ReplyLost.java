package io.nftproxy.kernel;

/** An answer of the kernel did not arrive whole; what it answers was done or not. */
public final class ReplyLost extends NetlinkException {
    private static final long serialVersionUID = 1;

    /**
     * @param what happened, {@code an answer of 40000 bytes was cut to 32768}
     * @param errno what the receiving call said, {@code ENOBUFS}
     */
    public ReplyLost(String what, int errno) {
        super(what, errno);
    }
}
