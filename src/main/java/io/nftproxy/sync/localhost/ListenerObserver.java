package io.nftproxy.sync.localhost;

import io.nftproxy.core.model.IpFamily;

/** Receives the number of nodePorts served on loopback. Called on any thread. */
public interface ListenerObserver {
    /** The number of served nodePorts changed. */
    void listeners(IpFamily family, int count);

    /** A nodePort could not be bound. */
    void failed(IpFamily family);
}
