package io.nftproxy.sync.localhost;

import io.nftproxy.core.model.IpFamily;

/** Told how many nodePorts are served on loopback. From any thread. */
public interface ListenerObserver {
    /** How many are served now. */
    void listeners(IpFamily family, int count);

    /** A port could not be bound. */
    void failed(IpFamily family);
}
