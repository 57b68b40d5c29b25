package io.nftproxy.serve.http;

import java.io.IOException;
import java.net.InetSocketAddress;

/** Told how binding goes. Called on the thread of the ports: must not block. */
public interface BindObserver {
    /** The port is served from now on. */
    void bound(InetSocketAddress address);

    /**
     * The port could not be bound and will be tried again.
     *
     * @param attempt 1 for the first failure in a row
     */
    void bindFailed(InetSocketAddress address, IOException cause, int attempt);
}
