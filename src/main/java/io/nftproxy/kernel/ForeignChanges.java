package io.nftproxy.kernel;

import io.nftproxy.core.diff.ForeignChange;
import org.jspecify.annotations.Nullable;

/** The changes of one table by other processes, from the kernel's notifications. Thread-safe. */
interface ForeignChanges extends SocketWatch.Watched, AutoCloseable {
    /**
     * Returns a summary of the changes since {@link #forget}; null if there were none. It includes
     * every commit that ended before this call.
     */
    @Nullable ForeignChange seen();

    /** Discards the changes seen so far. */
    void forget();

    /**
     * Leaves the multicast group: without a listener in the network namespace, the kernel does not
     * write a notification for each element of a commit.
     */
    void pause();

    /**
     * Joins the multicast group; changes from now on are seen.
     *
     * @throws NetlinkException if the kernel refuses it, for example {@code EPERM} without
     *     CAP_NET_ADMIN
     */
    void listen() throws NetlinkException;

    /** Sets the callback for a change; it runs on the thread of the {@link SocketWatch}. */
    void onChange(Runnable wake);

    @Override
    void close();
}
