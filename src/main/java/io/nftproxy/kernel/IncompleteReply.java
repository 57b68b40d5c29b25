package io.nftproxy.kernel;

/** A reply of the kernel of which a part was lost; the request may have been applied or not. */
public final class IncompleteReply extends NetlinkException {
    private static final long serialVersionUID = 1;

    /**
     * @param what the failure, for example {@code a reply of 40000 bytes was truncated}
     * @param errno the reason, for example {@code ENOBUFS}
     */
    public IncompleteReply(String what, int errno) {
        super(what, errno);
    }
}
