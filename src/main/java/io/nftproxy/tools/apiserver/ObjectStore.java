package io.nftproxy.tools.apiserver;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The objects and the history of their changes. Thread-safe. */
final class ObjectStore {
    /** The length of the history; a watch cannot start before it. */
    private static final int HISTORY_MAX = 100_000;

    /**
     * A change of an object.
     *
     * @param before null if the object was added
     * @param after null if the object was deleted
     * @param sent the object as sent in the watch event
     */
    record Change(
            ApiResource resource,
            long version,
            @Nullable StoredObject before,
            @Nullable StoredObject after,
            StoredObject sent) {}

    /**
     * A page of objects of one kind at a version, in the order of their keys.
     *
     * @param nextKey the key at which the next page starts; empty if this is the last one
     */
    record Listing(long version, List<StoredObject> objects, String nextKey) {}

    /** The changes up to a version. */
    record News(long version, List<Change> changes) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All guarded by lock.
    private final Map<ApiResource, SortedMap<String, StoredObject>> objects =
            new EnumMap<>(ApiResource.class);
    private final List<Change> history = new ArrayList<>();
    private long version = 1000;
    private long oldestVersion = 1000;

    ObjectStore() {
        for (ApiResource resource : ApiResource.values()) {
            objects.put(resource, new TreeMap<>());
        }
    }

    void put(ApiResource resource, String json) {
        lock.lock();
        try {
            StoredObject now = StoredObject.of(json, version + 1);
            StoredObject before = ofKind(resource).put(now.key(), now);
            record(new Change(resource, ++version, before, now, now));
        } finally {
            lock.unlock();
        }
    }

    boolean delete(ApiResource resource, String namespace, String name) {
        lock.lock();
        try {
            StoredObject before = ofKind(resource).remove(namespace + "/" + name);
            if (before == null) {
                return false;
            }
            version++;
            record(new Change(resource, version, before, null, before.at(version)));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private SortedMap<String, StoredObject> ofKind(ApiResource resource) {
        return objects.getOrDefault(resource, new TreeMap<>());
    }

    private void record(Change change) {
        if (history.size() == HISTORY_MAX) {
            history.subList(0, HISTORY_MAX / 2).clear();
            oldestVersion = history.getFirst().version() - 1;
        }
        history.add(change);
        changed.signalAll();
    }

    /** Forgets the history, so that no watch and no further page can start in it. */
    void forgetHistory() {
        lock.lock();
        try {
            history.clear();
            oldestVersion = ++version;
        } finally {
            lock.unlock();
        }
    }

    Listing list(ApiResource resource, int limit, Predicate<StoredObject> selector) {
        return list(resource, "", Long.MAX_VALUE, limit, selector);
    }

    /**
     * Lists the objects from a key on, as they were at a version of the history.
     *
     * @param limit 0 for no limit
     */
    Listing list(
            ApiResource resource,
            String fromKey,
            long at,
            int limit,
            Predicate<StoredObject> selector) {
        lock.lock();
        try {
            long listed = Math.min(at, version);
            List<StoredObject> page = new ArrayList<>();
            for (StoredObject object : ofKind(resource, listed).tailMap(fromKey).values()) {
                if (!selector.test(object)) {
                    continue;
                }
                if (limit > 0 && page.size() == limit) {
                    return new Listing(listed, page, object.key());
                }
                page.add(object);
            }
            return new Listing(listed, page, "");
        } finally {
            lock.unlock();
        }
    }

    /** Returns the objects as they were at a version: the changes since then are undone. */
    private SortedMap<String, StoredObject> ofKind(ApiResource resource, long at) {
        if (at == version) {
            return ofKind(resource);
        }
        SortedMap<String, StoredObject> past = new TreeMap<>(ofKind(resource));
        for (Change change : history.reversed()) {
            if (change.version() <= at) {
                break;
            }
            if (change.resource() == resource) {
                if (change.before() == null) {
                    past.remove(change.sent().key());
                } else {
                    past.put(change.sent().key(), change.before());
                }
            }
        }
        return past;
    }

    boolean isTooOld(long since) {
        lock.lock();
        try {
            return since < oldestVersion;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a change after a version. */
    News await(long since, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (left > 0 && version <= since) {
                left = changed.awaitNanos(left);
            }
            int from = history.size();
            while (from > 0 && history.get(from - 1).version() > since) {
                from--;
            }
            return new News(version, List.copyOf(history.subList(from, history.size())));
        } finally {
            lock.unlock();
        }
    }
}
