package io.nftproxy.api;

/** What is said about how to reach the API server cannot be used; the message says what and why. */
public final class AccessProblem extends Exception {
    private static final long serialVersionUID = 1L;

    AccessProblem(String message) {
        super(message);
    }

    AccessProblem(String message, Throwable cause) {
        super(message, cause);
    }
}
