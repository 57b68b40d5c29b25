package io.nftproxy.tools.apiserver;

/** A fault of every new watch of a resource. */
public sealed interface WatchFault {
    /** The request is answered with this status; 429 with {@code Retry-After: 1}. */
    record Refused(int status) implements WatchFault {}

    /** The response ends after its header. */
    record Ended() implements WatchFault {}

    /** The connection is closed after the header of the response. */
    record Cut() implements WatchFault {}

    /** The response starts with this line and continues. */
    record Greeted(String line) implements WatchFault {}

    /** The response has no events and no bookmarks, and stays open. */
    record Mute() implements WatchFault {}
}
