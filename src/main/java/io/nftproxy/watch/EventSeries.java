package io.nftproxy.watch;

import io.nftproxy.event.ClusterEvent;
import io.nftproxy.watch.EventJson.Occurrence;
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
 * <p>client-go also updates the count of the posted Event as the series goes on; here a second
 * Event tells the total at its end, which spares the right to patch. For one thread.
 */
final class EventSeries {
    /** As client-go: without a repetition for this long, it is over. */
    static final Duration QUIET = Duration.ofMinutes(6);

    /** Bounds the memory; the oldest series is ended early when there are more. */
    private static final int SERIES_MAX = 500;

    private record Key(
            String kind,
            String namespace,
            String name,
            ClusterEvent.Type type,
            String reason,
            String action) {
        static Key of(ClusterEvent event) {
            return new Key(
                    event.kind(),
                    event.namespace(),
                    event.name(),
                    event.type(),
                    event.reason(),
                    event.action());
        }
    }

    private final Map<Key, Occurrence> running = new LinkedHashMap<>();

    /** Takes an Event in; what is to be posted now. */
    List<Occurrence> add(ClusterEvent event, Instant now) {
        List<Occurrence> due = new ArrayList<>(1);
        Key key = Key.of(event);
        // Taken out and put in again, so that the oldest stands first.
        Occurrence before = running.remove(key);
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
        if (occurrence.count() > 1) {
            due.add(occurrence);
        }
    }
}
