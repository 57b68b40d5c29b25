package io.nftproxy.tools.demo;

/** The demonstration cannot start or go on; the message is a sentence for the person watching. */
final class DemoProblem extends Exception {
    private static final long serialVersionUID = 1;

    DemoProblem(String message) {
        super(message);
    }
}
