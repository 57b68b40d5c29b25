package io.nftproxy.kernel.host;

import io.nftproxy.core.model.IpAddress;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** The addresses of this host's interfaces as the kernel has them. Used by one thread. */
public interface InterfaceAddresses extends AutoCloseable {
    /**
     * Reads the addresses of all interfaces.
     *
     * @throws IOException if they could not be read completely
     */
    Set<IpAddress> read() throws IOException;

    /**
     * Waits until an address has come or gone since the last call, or until the time is over. May
     * return early.
     */
    void awaitChange(Duration max) throws InterruptedException;

    @Override
    void close();
}
