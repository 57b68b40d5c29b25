package io.nftproxy.api.watch;

import io.nftproxy.api.RequestListener;
import io.nftproxy.api.decode.ReadProblem;
import io.nftproxy.sync.ChangeInbox.Source;

/**
 * Receives the progress of the watches, for metrics, log lines and Events. Called on the watches'
 * threads, several at a time: implementations must be quick and thread-safe, and must not throw.
 */
public interface WatchListener extends RequestListener {
    @Override
    default void requested(String verb, String host, String code, long nanos) {}

    /** Receives the end of a complete list. */
    default void listed(Source source) {}

    /** Receives that a watch cannot be resumed, so that a list follows. */
    default void relisting(Source source) {}

    /** Receives the end of a watch, whatever ended it. */
    default void watchEnded(Source source) {}

    /** Receives the arrival of data: a complete list, an event or a bookmark. */
    default void heard(Source source) {}

    /** Receives each failed list or watch. */
    default void failed(Source source) {}

    /** Receives the start of an outage of a source, once until {@link #recovered}. */
    default void failing(Source source, String why) {}

    /** Receives the end of an outage: the source delivers data again. */
    default void recovered(Source source) {}

    /** Receives an object, or a part of it, that is invalid and ignored. */
    default void unreadable(ReadProblem problem) {}
}
