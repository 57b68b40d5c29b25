package io.nftproxy.sync;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The followers of syncs, called in a fixed order. An exception of one is logged; the others are
 * still called, and the commit stays accepted.
 */
final class Followers {
    private static final Logger LOG = LoggerFactory.getLogger(Followers.class);

    private final List<SyncListener> syncs;
    private final List<CommitFollower> commits;

    Followers(List<SyncListener> syncs, List<CommitFollower> commits) {
        this.syncs = List.copyOf(syncs);
        this.commits = List.copyOf(commits);
    }

    void syncStarted(long sinceNanos) {
        each(syncs, listener -> listener.syncStarted(sinceNanos));
    }

    void synced(SyncReport report) {
        each(syncs, listener -> listener.synced(report));
    }

    void committed(Commit commit) {
        each(commits, follower -> follower.onCommitted(commit));
    }

    private static <T> void each(List<T> followers, Consumer<T> call) {
        for (T follower : followers) {
            try {
                call.accept(follower);
            } catch (RuntimeException e) {
                LOG.error("Follower {} failed; continuing", follower.getClass().getName(), e);
            }
        }
    }
}
