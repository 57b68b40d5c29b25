package io.nftproxy.kernel.netlink;

/** Bytes that are no netlink message: a length that points behind the end, or is too short. */
public final class MalformedMessage extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedMessage(String message) {
        super(message);
    }
}
