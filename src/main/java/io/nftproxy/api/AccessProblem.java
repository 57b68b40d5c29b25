package io.nftproxy.api;

import org.jspecify.annotations.Nullable;

/** An unusable configuration of the API server's address, credentials or proxy. */
public final class AccessProblem extends Exception {
    private static final long serialVersionUID = 1L;

    AccessProblem(String message) {
        super(message);
    }

    AccessProblem(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
