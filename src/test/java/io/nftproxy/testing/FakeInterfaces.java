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

/** Interfaces with addresses that a test sets. Each change is reported. */
public final class FakeInterfaces implements InterfaceAddresses {
    private final Semaphore reports = new Semaphore(0);
    private volatile Set<IpAddress> addresses = Set.of(IpAddress.of("127.0.0.1"));
    private volatile boolean failing;

    /** Sets the addresses. */
    public void have(String... texts) {
        addresses = Arrays.stream(texts).map(IpAddress::of).collect(Collectors.toUnmodifiableSet());
        failing = false;
        reports.release();
    }

    /** Removes an address and makes reads fail. */
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
