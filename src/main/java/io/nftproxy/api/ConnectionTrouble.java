package io.nftproxy.api;

import io.nftproxy.api.Trouble.Cause;
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

/** Says in people's words why there was no answer; the JDK's exceptions are about its insides. */
final class ConnectionTrouble {
    private static final Pattern LIMIT = Pattern.compile("Max open files\\s+(\\d+)");
    private static final String ALERT = "Received fatal alert: ";

    /** Read before it is needed: when no file can be opened, this one cannot be either. */
    private static final String DESCRIPTOR_LIMIT = descriptorLimit();

    private ConnectionTrouble() {}

    private static String descriptorLimit() {
        try {
            Matcher limit = LIMIT.matcher(Files.readString(Path.of("/proc/self/limits")));
            return limit.find() ? limit.group(1) : "unknown";
        } catch (IOException _) {
            return "unknown";
        }
    }

    /**
     * What an exception means.
     *
     * @param server that was asked
     */
    static Trouble of(Throwable problem, ApiServer server) {
        String where = server.authority();
        List<Throwable> chain = chain(problem);
        Throwable root = chain.getLast();
        if (Trouble.shown(root).contains("Too many open files")) {
            return new Trouble(
                    Cause.DESCRIPTORS,
                    "this process has used up its file descriptors (limit "
                            + DESCRIPTOR_LIMIT
                            + ")");
        }
        if (root instanceof UnknownHostException || root instanceof UnresolvedAddressException) {
            return new Trouble(Cause.UNREACHABLE, "cannot resolve the name in " + where);
        }
        return switch (problem) {
            case UncheckedIOException _ ->
                    new Trouble(Cause.UNREACHABLE, "cannot read the token: " + root);
            case SSLException tls when isCut(root) ->
                    new Trouble(Cause.UNREACHABLE, where + " closed the connection in TLS: " + tls);
            case SSLException tls -> new Trouble(Cause.TLS, tls(tls, chain, server));
            case ConnectException refused -> connect(refused, where);
            case HttpConnectTimeoutException _ ->
                    new Trouble(Cause.UNREACHABLE, "cannot connect to " + where + ": no answer");
            case HttpTimeoutException _ ->
                    new Trouble(Cause.UNREACHABLE, where + " accepts connections, gives no answer");
            default -> new Trouble(Cause.UNREACHABLE, broken(root, where));
        };
    }

    private static List<Throwable> chain(Throwable problem) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = problem; link != null; link = link.getCause()) {
            chain.add(link);
        }
        return chain;
    }

    private static boolean isCut(Throwable root) {
        return root instanceof EOFException
                || root instanceof SocketException
                || Trouble.shown(root).startsWith("Remote host terminated");
    }

    private static Trouble connect(ConnectException problem, String where) {
        String why = Trouble.shown(problem);
        boolean isRefused = why.contains("refused");
        return new Trouble(
                isRefused ? Cause.REFUSED : Cause.UNREACHABLE,
                "cannot connect to " + where + ": " + (isRefused ? "connection refused" : why));
    }

    private static String broken(Throwable root, String where) {
        return root instanceof EOFException
                ? where + " closed the connection without an answer"
                : "connection to " + where + " failed: " + Trouble.shown(root);
    }

    private static String tls(SSLException problem, List<Throwable> chain, ApiServer server) {
        for (Throwable link : chain) {
            if (link instanceof ServerTrust.Distrusted distrusted) {
                return Trouble.shown(distrusted);
            }
        }
        String message = Trouble.shown(problem);
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
