package io.nftproxy.api;

import java.io.IOException;
import java.time.Duration;

/** The API server answered, but not with what was asked for. */
public final class ApiFailure extends IOException {
    /** The version asked for is no longer in the API server's history. */
    static final int GONE = 410;

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;
    private final Duration retryAfter;

    /**
     * @param message the API server's own words; may be empty
     * @param retryAfter how long it asks to be left alone; zero if it does not say
     */
    public ApiFailure(int status, String message, Duration retryAfter) {
        this(status, message, retryAfter, "");
    }

    /**
     * @param hint added to the message
     */
    public ApiFailure(int status, String message, Duration retryAfter, String hint) {
        super(status + ": " + (message.isEmpty() ? phrase(status) : message) + hint);
        this.status = status;
        this.retryAfter = retryAfter;
        this.reason = String.valueOf(getMessage());
    }

    private static String phrase(int status) {
        return switch (status) {
            case 401 -> "the credentials were not accepted";
            case 403 -> "not allowed by RBAC";
            case 404 -> "no such resource";
            case GONE -> "version too old";
            case 429 -> "too many requests";
            default -> "unexpected answer";
        };
    }

    public int status() {
        return status;
    }

    /** For a person: {@code 403: services is forbidden: ...}. */
    public String reason() {
        return reason;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
