package io.nftproxy.api;

import io.nftproxy.api.decode.JsonCursor;
import java.io.EOFException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;

/** Why a list or a watch failed: in words for a person, and as a cause to act on. */
public final class Trouble extends IOException {
    /** What is to be done about it depends on this alone. */
    public enum Cause {
        /** Nothing listens where the API server should. */
        REFUSED,
        /** The API server is not there, does not answer, or its answer was cut off. */
        UNREACHABLE,
        /** No side's certificate, or a certificate that the other side does not accept. */
        TLS,
        /** This process may not open another connection. */
        DESCRIPTORS,
        /** 410: the version asked for is no longer known. */
        TOO_OLD,
        /** 429. */
        TOO_MANY,
        /** 403 or 404: there is no such kind, or none that we may see. */
        NOT_SHOWN,
        /** Any other status that is about the request. */
        NOT_ACCEPTED,
        /** A status of 500 and more. */
        SERVER_ERROR,
        /** Something that is no list or no event. */
        GARBAGE,
        /** A watch that is open, or was, and brings nothing. */
        NO_PROGRESS;

        /** Whether it concerns everything that is read from the API server alike. */
        public boolean isOfConnection() {
            return switch (this) {
                case REFUSED, UNREACHABLE, TLS, DESCRIPTORS -> true;
                case TOO_OLD, TOO_MANY, NOT_SHOWN, NOT_ACCEPTED -> false;
                case SERVER_ERROR, GARBAGE, NO_PROGRESS -> false;
            };
        }

        /**
         * Whether a watch may be asked for again with the same version. After anything else that
         * version may be the reason, and only a list is sure to go on; client-go draws the same
         * line.
         */
        public boolean keepsVersion() {
            return this == REFUSED || this == TOO_MANY;
        }

        /** Causes that are told as one: a server on its way down or up shows several of them. */
        public Cause told() {
            return switch (this) {
                case REFUSED, UNREACHABLE -> UNREACHABLE;
                case TOO_MANY, SERVER_ERROR -> SERVER_ERROR;
                case TLS, DESCRIPTORS, TOO_OLD, NOT_SHOWN, NOT_ACCEPTED -> this;
                case GARBAGE, NO_PROGRESS -> this;
            };
        }
    }

    private static final long serialVersionUID = 1L;

    private final Cause cause;
    private final String words;
    private final Duration retryAfter;

    public Trouble(Cause cause, String words) {
        this(cause, words, Duration.ZERO);
    }

    private Trouble(Cause cause, String words, Duration retryAfter) {
        super(words);
        this.cause = cause;
        this.words = words;
        this.retryAfter = retryAfter;
    }

    /** What an exception of a list or a watch means. */
    public static Trouble of(IOException problem) {
        return switch (problem) {
            case Trouble trouble -> trouble;
            case ApiFailure answer ->
                    new Trouble(cause(answer.status()), answer.reason(), answer.retryAfter());
            default -> ofBody(problem);
        };
    }

    private static Trouble ofBody(IOException problem) {
        String syntax = JsonCursor.syntaxError(problem);
        return syntax == null
                ? new Trouble(Cause.UNREACHABLE, "the answer was cut off: " + shown(problem))
                : new Trouble(Cause.GARBAGE, "not JSON: " + syntax);
    }

    private static Cause cause(int status) {
        return switch (status) {
            case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_NOT_FOUND ->
                    Cause.NOT_SHOWN;
            case HttpURLConnection.HTTP_GONE -> Cause.TOO_OLD;
            case 429 -> Cause.TOO_MANY;
            default -> status >= 500 ? Cause.SERVER_ERROR : Cause.NOT_ACCEPTED;
        };
    }

    /** An exception's message, or its name if it has none. */
    public static String shown(Throwable problem) {
        if (problem.getCause() instanceof EOFException) {
            // The JDK says in which state its parser was.
            return "connection closed";
        }
        String message = problem.getMessage();
        return message == null || message.isBlank() ? problem.getClass().getSimpleName() : message;
    }

    /** What to act on. */
    public Cause why() {
        return cause;
    }

    /** For a person: {@code 403: services is forbidden: ...}. */
    public String words() {
        return words;
    }

    /** How long the server asks to be left alone; zero if it does not say. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
