package io.nftproxy.api.watch;

import io.nftproxy.api.Trouble;
import io.nftproxy.sync.ChangeInbox.Source;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers which sources cannot be read, so that an outage gets one log line for each cause and
 * one when it is over, however often was tried. An API server that cannot be reached is one outage
 * of all sources. Thread-safe.
 */
final class Outages {
    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

    /** A source that cannot be read. */
    private static final class Failing {
        final long sinceNanos;
        int tries;
        boolean hasOwnLine;
        boolean isOfConnection;

        Failing(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    private final WatchListener listener;
    private final LongSupplier nanoTime;

    // All guarded by this.
    private final Map<Source, Failing> failing = new EnumMap<>(Source.class);
    private final Set<String> told = new HashSet<>();
    // Sources that are back while the rest of their outage is not, with how it was for them.
    private final Map<Source, Failing> back = new EnumMap<>(Source.class);

    Outages(WatchListener listener, LongSupplier nanoTime) {
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /**
     * A try failed.
     *
     * @param request for a person, {@code list Services}
     * @param next what happens now
     */
    synchronized void failed(Source source, String request, Trouble trouble, String next) {
        Failing state = failing.get(source);
        if (state == null) {
            state = new Failing(nanoTime.getAsLong());
            failing.put(source, state);
            listener.failing(source, trouble.words());
        }
        state.tries++;
        Trouble.Cause cause = trouble.why();
        state.isOfConnection = cause.isOfConnection();
        if (!told.add(state.isOfConnection ? cause.told().name() : source + " " + cause.told())) {
            return;
        }
        if (state.isOfConnection) {
            LOG.warn("Cannot reach the API server: {}; rules stay, retrying", trouble.words());
        } else {
            state.hasOwnLine = true;
            LOG.warn("Cannot {}: {}; {}", request, trouble.words(), next);
        }
    }

    /** A source brings data again. */
    synchronized void over(Source source) {
        Failing state = failing.get(source);
        if (state == null) {
            return;
        }
        if (state.hasOwnLine) {
            report(Map.of(source, state));
        } else {
            back.put(source, state);
        }
        forget(source);
    }

    /** A source is not asked for any more, whether it brings data or not. */
    synchronized void forget(Source source) {
        if (failing.remove(source) == null) {
            return;
        }
        listener.recovered(source);
        told.removeIf(key -> key.startsWith(source + " "));
        if (failing.values().stream().noneMatch(one -> one.isOfConnection)) {
            told.removeIf(key -> key.indexOf(' ') < 0);
            if (!back.isEmpty()) {
                report(back);
                back.clear();
            }
        }
    }

    private void report(Map<Source, Failing> sources) {
        List<String> names = new ArrayList<>();
        int tries = 0;
        long since = nanoTime.getAsLong();
        for (Map.Entry<Source, Failing> entry : sources.entrySet()) {
            names.add(WatchedKind.plural(entry.getKey()));
            tries += entry.getValue().tries;
            since = Math.min(since, entry.getValue().sinceNanos);
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - since);
        LOG.info(
                "{}: read again after {} failed attempts in {}s",
                String.join(", ", names),
                tries,
                seconds);
    }
}
