package io.nftproxy.api.watch;

import io.nftproxy.api.ApiFailure;
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
 * The sources that cannot be read at present. An outage gets one log line for each kind of failure
 * and one at its end, however many attempts fail. A failed connection is one outage of all sources.
 * Thread-safe.
 */
final class Outages {
    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

    /** The outage of one source. */
    private static final class Outage {
        final long sinceNanos;
        int failures;
        boolean isLoggedApart;
        boolean isOfConnection;

        Outage(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }

    private final WatchListener listener;
    private final LongSupplier nanoTime;

    // All guarded by this.
    private final Map<Source, Outage> outages = new EnumMap<>(Source.class);
    private final Set<String> logged = new HashSet<>();
    // The ended outages of sources whose common outage has not ended for all of them.
    private final Map<Source, Outage> recovered = new EnumMap<>(Source.class);

    Outages(WatchListener listener, LongSupplier nanoTime) {
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /**
     * Counts a failed attempt and logs it if it is the first of its kind.
     *
     * @param request for the log, {@code list Services}
     * @param next what happens next, for the log
     */
    synchronized void failed(Source source, String request, ApiFailure failure, String next) {
        Outage outage = outages.get(source);
        if (outage == null) {
            outage = new Outage(nanoTime.getAsLong());
            outages.put(source, outage);
            listener.failing(source, failure.reason());
        }
        outage.failures++;
        ApiFailure.Kind kind = failure.kind();
        outage.isOfConnection = kind.isOfConnection();
        if (!logged.add(
                outage.isOfConnection ? kind.logged().name() : source + " " + kind.logged())) {
            return;
        }
        if (outage.isOfConnection) {
            LOG.warn(
                    "Cannot reach the API server: {}; keeping the rules, retrying with backoff",
                    failure.reason());
        } else {
            outage.isLoggedApart = true;
            LOG.warn("Cannot {}: {}; {}", request, failure.reason(), next);
        }
    }

    /** Ends the outage of a source that delivers data again, and logs its end. */
    synchronized void over(Source source) {
        Outage outage = outages.get(source);
        if (outage == null) {
            return;
        }
        if (outage.isLoggedApart) {
            report(Map.of(source, outage));
        } else {
            recovered.put(source, outage);
        }
        forget(source);
    }

    /** Ends the outage of a source without a log line of its own. */
    synchronized void forget(Source source) {
        if (outages.remove(source) == null) {
            return;
        }
        listener.recovered(source);
        logged.removeIf(key -> key.startsWith(source + " "));
        if (outages.values().stream().noneMatch(one -> one.isOfConnection)) {
            logged.removeIf(key -> key.indexOf(' ') < 0);
            if (!recovered.isEmpty()) {
                report(recovered);
                recovered.clear();
            }
        }
    }

    private void report(Map<Source, Outage> sources) {
        List<String> names = new ArrayList<>();
        int failures = 0;
        long since = nanoTime.getAsLong();
        for (Map.Entry<Source, Outage> entry : sources.entrySet()) {
            names.add(WatchedKind.plural(entry.getKey()));
            failures += entry.getValue().failures;
            since = Math.min(since, entry.getValue().sinceNanos);
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - since);
        LOG.info(
                "Watch recovered: {}: failures={} seconds={}",
                String.join(", ", names),
                failures,
                seconds);
    }
}
