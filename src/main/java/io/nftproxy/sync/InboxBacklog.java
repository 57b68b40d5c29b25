package io.nftproxy.sync;

/**
 * The number of pending changes and of all events so far.
 *
 * @param servicesPending Services with a change not yet taken
 * @param slicesPending EndpointSlices with a change not yet taken
 * @param lastEventNanos the time of the last event of any kind; 0 before the first
 */
public record InboxBacklog(
        int servicesPending,
        int slicesPending,
        long serviceEvents,
        long sliceEvents,
        long lastEventNanos) {}
