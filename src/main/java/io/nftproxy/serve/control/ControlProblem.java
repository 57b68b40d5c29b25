package io.nftproxy.serve.control;

/** A request that has no answer; the message says why, for the person who asked. */
public final class ControlProblem extends Exception {
    private static final long serialVersionUID = 1;

    public ControlProblem(String message) {
        super(message);
    }
}
