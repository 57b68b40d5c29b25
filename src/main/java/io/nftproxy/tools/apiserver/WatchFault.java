package io.nftproxy.tools.apiserver;

/** What goes wrong with every new watch of a resource. */
public sealed interface WatchFault {
    /** It is answered with this status; 429 comes with {@code Retry-After: 1}. */
    record Refused(int status) implements WatchFault {}

    /** Its answer begins and is complete at once. */
    record Ended() implements WatchFault {}

    /** Its connection is closed after the header of the answer. */
    record Cut() implements WatchFault {}

    /** It gets this line as its first, and goes on. */
    record Greeted(String line) implements WatchFault {}

    /** It gets nothing after the header, neither events nor bookmarks. */
    record Mute() implements WatchFault {}
}
