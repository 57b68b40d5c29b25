package io.nftproxy.api.watch;

import io.nftproxy.api.RequestListener;
import io.nftproxy.api.decode.ReadProblem;
import io.nftproxy.sync.ChangeInbox.Source;

/**
 * Told what the watchers do, for metrics, log lines and Events. Called on the watchers' threads,
 * several at a time: must be quick, thread-safe and must not throw.
 */
public interface WatchListener extends RequestListener {
    /** Hears nothing. */
    WatchListener NONE = new WatchListener() {};

    @Override
    default void requested(String verb, String host, String code, long nanos) {}

    /** A list was read to its end. */
    default void listed(Source source) {}

    /** A list had to be made again, because its watch could not be resumed. */
    default void relisting(Source source) {}

    /** A watch ended, for whatever reason, and will be resumed. */
    default void watchEnded(Source source) {}

    /** Data of a source arrived: a list was read to its end, or an event or bookmark came. */
    default void heard(Source source) {}

    /** A list or a watch failed, for whatever reason. */
    default void failed(Source source) {}

    /** A source cannot be read; told once until {@link #recovered}. */
    default void failing(Source source, String why) {}

    /** A source that was failing brings data again. */
    default void recovered(Source source) {}

    /** Something could not be read; the object or just the named part of it is left out. */
    default void unreadable(ReadProblem problem) {}
}
