package io.nftproxy.testing;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.kernel.host.InterfaceAddresses;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Interfaces whose addresses a test sets; each time is reported. */
public final class FakeInterfaces implements InterfaceAddresses {
    private final Semaphore reports = new Semaphore(0);
    private volatile Set<IpAddress> addresses = Set.of(IpAddress.of("127.0.0.1"));
    private volatile boolean failing;

    /** The interfaces have these addresses from now on. */
    public void have(String... texts) {
        addresses = Arrays.stream(texts).map(IpAddress::of).collect(Collectors.toUnmodifiableSet());
        failing = false;
        reports.release();
    }

    /** They cannot be read from now on, and have an address less. */
    public void fail() {
        addresses = Set.of();
        failing = true;
        reports.release();
    }

    @Override
    public Set<IpAddress> read() throws IOException {
        if (failing) {
            throw new IOException("cannot open a socket: EMFILE");
        }
        return addresses;
    }

    @Override
    public void awaitChange(Duration max) throws InterruptedException {
        if (reports.tryAcquire(max.toNanos(), TimeUnit.NANOSECONDS)) {
            reports.drainPermits();
        }
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
