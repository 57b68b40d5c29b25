package io.nftproxy.kernel.netlink;

/** Bytes that are not a valid netlink message: a length is too large or too small. */
public final class MalformedMessage extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedMessage(String message) {
        super(message);
    }
}
