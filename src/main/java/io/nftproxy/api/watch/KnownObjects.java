package io.nftproxy.api.watch;

import io.nftproxy.core.model.ObjectName;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names of all objects of a kind that were delivered. A list is compared with them, which finds
 * the objects that were deleted since the last one.
 *
 * <p>An object that became invalid, or that another proxy serves now, is removed like a deleted
 * one: the rules follow the present state of the cluster, never an earlier one. A list delivers
 * every object, changed or not, and so repairs any earlier loss.
 */
final class KnownObjects<T> {
    private final WatchedKind<T> kind;
    private Set<ObjectName> known = new HashSet<>();
    private Set<ObjectName> listed = new HashSet<>();

    KnownObjects(WatchedKind<T> kind) {
        this.kind = kind;
    }

    /** Delivers an added or changed object; null removes it. */
    void put(ObjectName name, @Nullable T value) {
        if (value == null) {
            remove(name);
            return;
        }
        known.add(name);
        kind.sink().accept(name, value);
    }

    /** Delivers the deletion of an object, if it was delivered before. */
    void remove(ObjectName name) {
        if (known.remove(name)) {
            kind.sink().accept(name, null);
        }
    }

    /** Begins a list and discards an unfinished one. */
    void startList() {
        listed = new HashSet<>();
    }

    /** Delivers an object of the list, like {@link #put}. */
    void list(ObjectName name, @Nullable T value) {
        put(name, value);
        if (value != null) {
            listed.add(name);
        }
    }

    /** Ends the list and removes all objects that it did not have. */
    void finishList() {
        for (ObjectName name : known) {
            if (!listed.contains(name)) {
                kind.sink().accept(name, null);
            }
        }
        known = listed;
        listed = new HashSet<>();
    }

    int size() {
        return known.size();
    }
}
