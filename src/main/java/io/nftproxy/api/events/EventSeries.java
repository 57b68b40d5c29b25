package io.nftproxy.api.events;

import io.nftproxy.api.events.EventJson.Occurrence;
import io.nftproxy.core.events.ClusterEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The series of repeated Events. The first Event of a series is posted at once, and one with the
 * count at its end. As in client-go, Events that differ only in their message are one series.
 *
 * <p>Events that every node reports, about Services for example, are posted once for each message,
 * up to a bound, and never counted: otherwise the API server would keep a count for each node.
 *
 * <p>client-go updates the posted Event as the series goes on. The second Event here has the same
 * total and needs no RBAC rule for {@code patch}. For one thread.
 */
final class EventSeries {
    /** The time without a repetition that ends a series, as in client-go. */
    static final Duration QUIET = Duration.ofMinutes(6);

    /** Bounds the memory. A further series ends the oldest one. */
    private static final int SERIES_MAX = 500;

    /** The limit of different messages for one object and reason, as in client-go. */
    private static final int MESSAGES_MAX = 10;

    /**
     * A running series.
     *
     * @param lastNanos {@link System#nanoTime} of its last Event; the wall clock may jump
     */
    private record Running(Occurrence summary, long lastNanos) {}

    private final Map<ClusterEvent, Running> running = new LinkedHashMap<>();

    /**
     * Adds an Event and returns the Events to post now.
     *
     * @param time of the Event, for readers
     * @param nanos {@link System#nanoTime}
     */
    List<Occurrence> add(ClusterEvent event, Instant time, long nanos) {
        List<Occurrence> due = new ArrayList<>(1);
        ClusterEvent key = key(event);
        // Removed and added again, so that the oldest series comes first.
        Running series = running.remove(key);
        Occurrence before = series == null ? null : series.summary();
        if (before == null && messagesLike(key) >= MESSAGES_MAX) {
            return due;
        }
        if (before == null) {
            Occurrence first = new Occurrence(event, time, time, 1);
            due.add(first);
            running.put(key, new Running(first, nanos));
        } else {
            Occurrence more = new Occurrence(event, before.first(), time, before.count() + 1);
            running.put(key, new Running(more, nanos));
        }
        if (running.size() > SERIES_MAX) {
            Iterator<Running> oldest = running.values().iterator();
            addIfRepeated(due, oldest.next().summary());
            oldest.remove();
        }
        return due;
    }

    /** Returns the event without the parts in which those of one series differ. */
    private static ClusterEvent key(ClusterEvent event) {
        return new ClusterEvent(
                event.kind(),
                event.namespace(),
                event.name(),
                "",
                event.type(),
                event.reason(),
                event.action(),
                event.isAboutNode() ? "" : event.message());
    }

    /** Returns the number of series that differ in their message. */
    private long messagesLike(ClusterEvent key) {
        return running.keySet().stream()
                .filter(other -> other.reason().equals(key.reason()))
                .filter(other -> other.name().equals(key.name()))
                .filter(other -> other.namespace().equals(key.namespace()))
                .filter(other -> other.kind().equals(key.kind()))
                .filter(other -> !other.message().equals(key.message()))
                .count();
    }

    /** Returns whether an Event will be posted when a series ends. */
    boolean isRepeating() {
        return running.values().stream()
                .map(Running::summary)
                .anyMatch(series -> series.count() > 1 && series.event().isAboutNode());
    }

    /** Ends the series that are over and returns the Events to post. */
    List<Occurrence> end(long nanos) {
        List<Occurrence> due = new ArrayList<>();
        Iterator<Running> all = running.values().iterator();
        while (all.hasNext()) {
            Running next = all.next();
            if (nanos - next.lastNanos() < QUIET.toNanos()) {
                break;
            }
            addIfRepeated(due, next.summary());
            all.remove();
        }
        return due;
    }

    private static void addIfRepeated(List<Occurrence> due, Occurrence occurrence) {
        if (occurrence.count() > 1 && occurrence.event().isAboutNode()) {
            due.add(occurrence);
        }
    }
}
