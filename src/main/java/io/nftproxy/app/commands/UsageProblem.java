package io.nftproxy.app.commands;

/** A mistake in a command line; the message says which. */
final class UsageProblem extends Exception {
    private static final long serialVersionUID = 1;

    UsageProblem(String message) {
        super(message);
    }
}
