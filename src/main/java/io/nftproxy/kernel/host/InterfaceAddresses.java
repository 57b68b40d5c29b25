package io.nftproxy.kernel.host;

import io.nftproxy.core.model.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** The kernel's addresses of this host's interfaces. Used by one thread. */
public interface InterfaceAddresses extends AutoCloseable {
    /**
     * Reads the addresses of all interfaces.
     *
     * @throws IOException if the list is incomplete
     */
    Set<IpAddress> read() throws IOException;

    /**
     * Waits until an address was added or removed since the last call, or until the time is over.
     * May return early.
     */
    void awaitChange(Duration max) throws InterruptedException;

    @Override
    void close();
}
