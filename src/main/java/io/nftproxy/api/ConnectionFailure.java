package io.nftproxy.api;

import io.nftproxy.api.ApiFailure.Kind;
import io.nftproxy.api.tls.ServerTrust;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Failures without an answer, in the words of operations; the JDK's exceptions name its internals.
 */
final class ConnectionFailure {
    private static final Pattern LIMIT = Pattern.compile("Max open files\\s+(\\d+)");
    private static final String ALERT = "Received fatal alert: ";

    /** Read in advance: without a free descriptor the file cannot be opened. */
    private static final String DESCRIPTOR_LIMIT = descriptorLimit();

    private ConnectionFailure() {}

    private static String descriptorLimit() {
        try {
            Matcher limit = LIMIT.matcher(Files.readString(Path.of("/proc/self/limits")));
            return limit.find() ? limit.group(1) : "unknown";
        } catch (IOException _) {
            return "unknown";
        }
    }

    /**
     * Returns the failure for an exception of the HTTP client.
     *
     * @param server the receiver of the request
     */
    static ApiFailure of(Throwable problem, ApiServer server) {
        String where = server.authority();
        List<Throwable> chain = chain(problem);
        Throwable root = chain.getLast();
        if (ApiFailure.message(root).contains("Too many open files")) {
            return new ApiFailure(
                    Kind.DESCRIPTORS,
                    "no file descriptors left in this process (limit " + DESCRIPTOR_LIMIT + ")");
        }
        if (root instanceof UnknownHostException || root instanceof UnresolvedAddressException) {
            return new ApiFailure(Kind.UNREACHABLE, "cannot resolve the name in " + where);
        }
        return switch (problem) {
            case UncheckedIOException _ ->
                    new ApiFailure(Kind.UNREACHABLE, "cannot read the token: " + root);
            case SSLException tls when isCut(root) ->
                    new ApiFailure(
                            Kind.UNREACHABLE, where + " closed the connection in TLS: " + tls);
            case SSLException tls -> new ApiFailure(Kind.TLS, tls(tls, chain, server));
            case ConnectException refused -> connect(refused, where);
            case HttpConnectTimeoutException _ ->
                    new ApiFailure(Kind.UNREACHABLE, "cannot connect to " + where + ": no answer");
            case HttpTimeoutException _ ->
                    new ApiFailure(
                            Kind.UNREACHABLE, where + " accepts connections but does not answer");
            default -> new ApiFailure(Kind.UNREACHABLE, broken(root, where));
        };
    }

    /** Returns an exception and its causes, the root last. */
    static List<Throwable> chain(Throwable problem) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = problem; link != null; link = link.getCause()) {
            chain.add(link);
        }
        return chain;
    }

    /**
     * Throws the error of the JVM, such as lack of memory, that ended a thread of the HTTP client.
     * As a failed request it would be retried for ever.
     */
    static void throwFatal(Throwable problem) {
        for (Throwable link : chain(problem)) {
            if (link instanceof VirtualMachineError error) {
                throw error;
            }
        }
    }

    private static boolean isCut(Throwable root) {
        return root instanceof EOFException
                || root instanceof SocketException
                || ApiFailure.message(root).startsWith("Remote host terminated");
    }

    private static ApiFailure connect(ConnectException problem, String where) {
        String why = ApiFailure.message(problem);
        boolean isRefused = why.contains("refused");
        return new ApiFailure(
                isRefused ? Kind.REFUSED : Kind.UNREACHABLE,
                "cannot connect to " + where + ": " + (isRefused ? "connection refused" : why));
    }

    private static String broken(Throwable root, String where) {
        return root instanceof EOFException
                ? where + " closed the connection without an answer"
                : "connection to " + where + " failed: " + ApiFailure.message(root);
    }

    private static String tls(SSLException problem, List<Throwable> chain, ApiServer server) {
        for (Throwable link : chain) {
            if (link instanceof ServerTrust.Distrusted distrusted) {
                return ApiFailure.message(distrusted);
            }
        }
        String message = ApiFailure.message(problem);
        if (message.contains(ALERT)) {
            String alert = message.substring(message.indexOf(ALERT) + ALERT.length());
            return "%s ended TLS with the alert %s%s"
                    .formatted(server.authority(), alert, server.certificateHint());
        }
        if (message.contains("plaintext connection")) {
            return server.authority() + " does not speak TLS";
        }
        return "TLS with " + server.authority() + " failed: " + message;
    }
}
