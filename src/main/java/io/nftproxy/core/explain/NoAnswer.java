package io.nftproxy.core.explain;

/** A request that cannot be answered; the message says why, and what to request instead. */
public final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1;

    public NoAnswer(String message) {
        super(message);
    }
}
