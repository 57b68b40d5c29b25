package io.nftproxy.api.watch;

import io.nftproxy.core.model.ObjectName;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hands objects on and remembers their names, so that a list tells what is gone since the last one.
 *
 * <p>An object that can no longer be used, or that is no longer ours, is gone as well: what is
 * programmed follows from what the cluster holds now, never from what it held before. A list hands
 * on every object, changed or not, and so repairs whatever may have gone wrong.
 */
final class KnownObjects<T> {
    private final WatchedKind.Target<T> target;
    private Set<ObjectName> known = new HashSet<>();
    private Set<ObjectName> listed = new HashSet<>();

    KnownObjects(WatchedKind.Target<T> target) {
        this.target = target;
    }

    /** It is there, or changed; null if it is of no use. */
    void put(ObjectName name, @Nullable T value) {
        if (value == null) {
            remove(name);
            return;
        }
        known.add(name);
        target.put(name, value);
    }

    void remove(ObjectName name) {
        if (known.remove(name)) {
            target.remove(name);
        }
    }

    /** A list begins. One that was not finished is forgotten. */
    void startList() {
        listed = new HashSet<>();
    }

    /** As {@link #put}, of an object in the list. */
    void list(ObjectName name, @Nullable T value) {
        put(name, value);
        if (value != null) {
            listed.add(name);
        }
    }

    /** The list is complete: removes what was not in it. */
    void finishList() {
        for (ObjectName name : known) {
            if (!listed.contains(name)) {
                target.remove(name);
            }
        }
        known = listed;
        listed = new HashSet<>();
    }

    int size() {
        return known.size();
    }
}
