package io.nftproxy.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/** How a server of this process gets its port. */
public final class Ports {
    /** As kube-proxy does. */
    private static final Backoff RETRY = Backoff.constant(Duration.ofSeconds(5));

    private Ports() {}

    /**
     * Serves on an address: at once or not at all, or as soon as it can be bound.
     *
     * @param what for the log and the Event, for example {@code metrics}
     * @param hardFail {@code --bind-address-hard-fail}: a failure is thrown, and there is no retry
     * @param failed takes the message for an Event when it cannot be bound and is tried again
     * @throws IOException only with hardFail; its message says what, where and why
     */
    public static Listener serve(
            HttpLoop loop,
            InetSocketAddress address,
            HttpHandler handler,
            String what,
            boolean hardFail,
            Consumer<String> failed)
            throws IOException {
        return serve(loop, address, handler, new BindReport(what, failed), hardFail, RETRY, what);
    }

    static Listener serve(
            HttpLoop loop,
            InetSocketAddress address,
            HttpHandler handler,
            BindObserver observer,
            boolean hardFail,
            Backoff retry,
            String what)
            throws IOException {
        if (!hardFail) {
            return loop.listen(address, local -> handler, retry, observer);
        }
        try {
            Listener listener = loop.listenNow(address, local -> handler);
            observer.bound(address);
            return listener;
        } catch (IOException cause) {
            throw new IOException(BindReport.failure(what, address, cause), cause);
        }
    }
}
