package io.nftproxy.kernel;

import org.jspecify.annotations.Nullable;

/** What other processes commit to one table, as the kernel notifies of it. Thread-safe. */
interface ForeignChanges extends SocketWatch.Watched, AutoCloseable {
    /**
     * Returns what was changed since {@link #forget}, in words for the log; null if nothing was.
     * All commits that had ended before this call count.
     */
    @Nullable String seen();

    /** Forgets what was seen so far. */
    void forget();

    /**
     * Stops listening: while nobody in a network namespace listens, the kernel does not write a
     * notification for each element of a commit.
     */
    void pause();

    /**
     * Listens from now on.
     *
     * @throws NetlinkException if the kernel refuses it, {@code EPERM} without CAP_NET_ADMIN
     */
    void listen() throws NetlinkException;

    /** Calls back, on another thread, when something is seen. */
    void onChange(Runnable wake);

    @Override
    void close();
}
