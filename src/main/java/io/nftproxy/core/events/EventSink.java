package io.nftproxy.core.events;

/** The port that posts Events. */
@FunctionalInterface
public interface EventSink {
    /** Drops every Event: for a run without an API server. */
    EventSink NONE = event -> {};

    /**
     * Queues an Event for posting, or drops it if there are too many. Never blocks or throws; may
     * be called from any thread.
     */
    void post(ClusterEvent event);
}
