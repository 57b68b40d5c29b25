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
 * Counts Events that repeat: the first of a series is posted at once, the others with their number
 * when the series is over. As in client-go, what differs only in its message is a repetition.
 *
 * <p>What every node reports is told once for each message, up to a bound, and never counted: each
 * node would count otherwise, and the API server would keep an Event for each.
 *
 * <p>client-go also updates the count of the posted Event as the series goes on; here a second
 * Event tells the total at its end, which spares the right to patch. For one thread.
 */
final class EventSeries {
    /** As client-go: without a repetition for this long, it is over. */
    static final Duration QUIET = Duration.ofMinutes(6);

    /** Bounds the memory; the oldest series is ended early when there are more. */
    private static final int SERIES_MAX = 500;

    /** As client-go: messages of one reason about one object, while they do not cease. */
    private static final int MESSAGES_MAX = 10;

    private record Key(
            String kind,
            String namespace,
            String name,
            ClusterEvent.Type type,
            String reason,
            String action,
            String message) {
        static Key of(ClusterEvent event) {
            return new Key(
                    event.kind(),
                    event.namespace(),
                    event.name(),
                    event.type(),
                    event.reason(),
                    event.action(),
                    event.isAboutNode() ? "" : event.message());
        }

        boolean differsInMessage(Key other) {
            return reason.equals(other.reason)
                    && name.equals(other.name)
                    && namespace.equals(other.namespace)
                    && kind.equals(other.kind)
                    && !message.equals(other.message);
        }
    }

    private final Map<Key, Occurrence> running = new LinkedHashMap<>();

    /** Takes an Event in; what is to be posted now. */
    List<Occurrence> add(ClusterEvent event, Instant now) {
        List<Occurrence> due = new ArrayList<>(1);
        Key key = Key.of(event);
        // Taken out and put in again, so that the oldest stands first.
        Occurrence before = running.remove(key);
        if (before == null && messagesLike(key) >= MESSAGES_MAX) {
            return due;
        }
        if (before == null) {
            Occurrence first = new Occurrence(event, now, now, 1);
            due.add(first);
            running.put(key, first);
        } else {
            running.put(key, new Occurrence(event, before.first(), now, before.count() + 1));
        }
        if (running.size() > SERIES_MAX) {
            Iterator<Occurrence> oldest = running.values().iterator();
            addIfRepeated(due, oldest.next());
            oldest.remove();
        }
        return due;
    }

    private long messagesLike(Key key) {
        return running.keySet().stream().filter(key::differsInMessage).count();
    }

    /** Ends the series that are over; what is to be posted of them. */
    List<Occurrence> end(Instant now) {
        List<Occurrence> due = new ArrayList<>();
        Iterator<Occurrence> all = running.values().iterator();
        while (all.hasNext()) {
            Occurrence next = all.next();
            if (next.last().plus(QUIET).isAfter(now)) {
                break;
            }
            addIfRepeated(due, next);
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
