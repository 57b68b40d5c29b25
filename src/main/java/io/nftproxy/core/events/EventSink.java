package io.nftproxy.core.events;

/** Where Events go. */
@FunctionalInterface
public interface EventSink {
    /** Drops every Event: for a run without an API server. */
    EventSink NONE = event -> {};

    /**
     * Posts an Event some time soon, or drops it when there are too many. Never blocks and never
     * throws; may be called from any thread.
     */
    void post(ClusterEvent event);
}
