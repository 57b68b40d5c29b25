package io.nftproxy.api;

import io.nftproxy.api.decode.SyntaxMessage;
import java.io.EOFException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;

/** A failed request, list or watch: a kind to act on, and a reason to print. */
public final class ApiFailure extends IOException {
    /** The kinds of failures. What follows from a failure depends on its kind alone. */
    public enum Kind {
        /** No process listens at the API server's address. */
        REFUSED,
        /** The API server cannot be reached, does not answer, or the connection broke. */
        UNREACHABLE,
        /** One side did not accept the other side's certificate. */
        TLS,
        /** This process has no file descriptors left. */
        DESCRIPTORS,
        /** 410: the resourceVersion is no longer in the API server's history. */
        EXPIRED,
        /** 429. */
        THROTTLED,
        /** 403 or 404: the resource does not exist, or RBAC does not allow to read it. */
        NOT_AVAILABLE,
        /** Any other status below 500. */
        REJECTED,
        /** A status of 500 or more. */
        SERVER_ERROR,
        /** The body is not JSON, not a list, or not a watch event. */
        MALFORMED,
        /** A watch without any event or bookmark. */
        NO_PROGRESS;

        /** Returns whether the failure concerns all requests to the API server alike. */
        public boolean isOfConnection() {
            return switch (this) {
                case REFUSED, UNREACHABLE, TLS, DESCRIPTORS -> true;
                case EXPIRED, THROTTLED, NOT_AVAILABLE, REJECTED -> false;
                case SERVER_ERROR, MALFORMED, NO_PROGRESS -> false;
            };
        }

        /**
         * Returns whether a watch may be resumed from the same resourceVersion. After any other
         * failure the version itself may be the cause, so a list is needed, as in client-go.
         */
        public boolean isResumable() {
            return this == REFUSED || this == THROTTLED;
        }

        /**
         * Returns the kind that the log counts this one as: a server that stops or starts shows
         * several kinds, which get one log line.
         */
        public Kind logged() {
            return switch (this) {
                case REFUSED, UNREACHABLE -> UNREACHABLE;
                case THROTTLED, SERVER_ERROR -> SERVER_ERROR;
                case TLS, DESCRIPTORS, EXPIRED, NOT_AVAILABLE, REJECTED -> this;
                case MALFORMED, NO_PROGRESS -> this;
            };
        }
    }

    private static final int TOO_MANY_REQUESTS = 429;
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String reason;
    private final Duration retryAfter;

    /**
     * @param reason for the log, {@code cannot connect to 10.96.0.1:443: connection refused}
     */
    public ApiFailure(Kind kind, String reason) {
        this(kind, reason, Duration.ZERO);
    }

    private ApiFailure(Kind kind, String reason, Duration retryAfter) {
        super(reason);
        this.kind = kind;
        this.reason = reason;
        this.retryAfter = retryAfter;
    }

    /**
     * Returns the failure for an HTTP status, or for the code of a Status object, 0 if it has none.
     *
     * @param message the API server's own words; may be empty
     * @param retryAfter how long the API server asks to wait; zero if it does not say
     */
    public static ApiFailure ofStatus(int status, String message, Duration retryAfter) {
        String words = message.isEmpty() ? phrase(status) : message;
        String reason = status == 0 ? words : status + ": " + words;
        return new ApiFailure(kind(status), reason, retryAfter);
    }

    /** Returns the failure for an exception of a list or a watch. */
    public static ApiFailure of(IOException problem) {
        if (problem instanceof ApiFailure failure) {
            return failure;
        }
        String syntax = SyntaxMessage.of(problem);
        return syntax == null
                ? new ApiFailure(Kind.UNREACHABLE, "the connection broke: " + message(problem))
                : new ApiFailure(Kind.MALFORMED, "not JSON: " + syntax);
    }

    private static String phrase(int status) {
        return switch (status) {
            case 0 -> "an error without code and message";
            case HttpURLConnection.HTTP_UNAUTHORIZED -> "the credentials were not accepted";
            case HttpURLConnection.HTTP_FORBIDDEN -> "not allowed by RBAC";
            case HttpURLConnection.HTTP_NOT_FOUND -> "no such resource";
            case HttpURLConnection.HTTP_GONE -> "resourceVersion too old";
            case TOO_MANY_REQUESTS -> "too many requests";
            default -> "unexpected status";
        };
    }

    private static Kind kind(int status) {
        return switch (status) {
            case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_NOT_FOUND ->
                    Kind.NOT_AVAILABLE;
            case HttpURLConnection.HTTP_GONE -> Kind.EXPIRED;
            case TOO_MANY_REQUESTS -> Kind.THROTTLED;
            default -> status >= 500 ? Kind.SERVER_ERROR : Kind.REJECTED;
        };
    }

    /** Returns an exception's message, or its class name if it has none. */
    public static String message(Throwable problem) {
        if (problem.getCause() instanceof EOFException) {
            // The JDK's message is the state of its HTTP parser.
            return "connection closed";
        }
        String message = problem.getMessage();
        return message == null || message.isBlank() ? problem.getClass().getSimpleName() : message;
    }

    /** Returns the same failure with more text at the end of its reason. */
    ApiFailure withHint(String hint) {
        return new ApiFailure(kind, reason + hint, retryAfter);
    }

    public Kind kind() {
        return kind;
    }

    /** Returns the reason for the log, {@code 403: services is forbidden: ...}. */
    public String reason() {
        return reason;
    }

    /** Returns how long the API server asks to wait; zero if it does not say. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
