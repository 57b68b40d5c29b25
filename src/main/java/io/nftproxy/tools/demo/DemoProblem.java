package io.nftproxy.tools.demo;

/** A reason why the demo cannot start or continue, with a message for the user. */
final class DemoProblem extends Exception {
    private static final long serialVersionUID = 1;

    DemoProblem(String message) {
        super(message);
    }
}
