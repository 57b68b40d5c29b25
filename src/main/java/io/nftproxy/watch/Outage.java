package io.nftproxy.watch;

import io.nftproxy.inbox.ChangeInbox.Source;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers that a source cannot be read, so that the log gets a line when that begins, for each
 * new reason and when it is over, however often was tried. For one thread.
 */
final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    /** Different reasons logged in one outage. */
    private static final int REASONS_MAX = 5;

    private final Source source;
    private final String what;
    private final WatchListener listener;
    // What went wrong so far, in the order it did; empty while all is well.
    private final Set<String> reasons = new LinkedHashSet<>();
    private long sinceNanos;
    private int tries;

    /**
     * @param what for a person, {@code Services}
     */
    Outage(Source source, String what, WatchListener listener) {
        this.source = source;
        this.what = what;
        this.listener = listener;
    }

    /** A try failed. */
    void failed(String why) {
        tries++;
        boolean isFirst = reasons.isEmpty();
        if (reasons.size() >= REASONS_MAX || !reasons.add(why)) {
            return;
        }
        LOG.warn("Cannot read {} from the API server, trying on: {}", what, why);
        if (isFirst) {
            sinceNanos = System.nanoTime();
            listener.failing(source, why);
        }
    }

    /** A try succeeded. */
    void over() {
        if (reasons.isEmpty()) {
            return;
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNanos);
        LOG.info("{} are read again, after {} tries in {} s", what, tries, seconds);
        listener.recovered(source);
        reasons.clear();
        tries = 0;
    }
}
