package io.nftproxy.serve.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log, and by an Event, that a port cannot be bound; and that it is at last. */
public final class BindReport implements BindObserver {
    private static final Logger log = LoggerFactory.getLogger(BindReport.class);

    /** One Event says it, a reminder keeps it from expiring; one for each attempt would flood. */
    private static final int ATTEMPTS_BETWEEN_REMINDERS = 60;

    private final String what;
    private final Consumer<String> event;

    /**
     * @param what for example {@code proxy healthz}
     * @param event takes the message; must not block
     */
    public BindReport(String what, Consumer<String> event) {
        this.what = what;
        this.event = event;
    }

    @Override
    public void bound(InetSocketAddress address) {
        log.info("Serving {} on {}", what, text(address));
    }

    @Override
    public void bindFailed(InetSocketAddress address, IOException cause, int attempt) {
        if (attempt % ATTEMPTS_BETWEEN_REMINDERS == 1) {
            String message = failure(what, address, cause);
            log.warn("{}; trying again until it works", message);
            event.accept(message);
        } else {
            log.debug("Still cannot serve {} on {}: {}", what, text(address), cause.getMessage());
        }
    }

    /** For example {@code cannot serve metrics on 127.0.0.1:10249: Address already in use}. */
    public static String failure(String what, InetSocketAddress address, IOException cause) {
        return "cannot serve " + what + " on " + text(address) + ": " + cause.getMessage();
    }

    private static String text(InetSocketAddress address) {
        String host =
                address.isUnresolved()
                        ? address.getHostString()
                        : address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
