package io.nftproxy.testing;

import java.util.concurrent.atomic.AtomicInteger;

/** Loopback addresses of one test each, so that servers of parallel tests can have fixed ports. */
public final class LoopbackAddress {
    private static final AtomicInteger TAKEN = new AtomicInteger();

    private LoopbackAddress() {}

    /** Returns an address on which all ports are free. */
    public static String next() {
        long pid = ProcessHandle.current().pid();
        int number = TAKEN.incrementAndGet() % 250;
        return "127.%d.%d.%d".formatted(1 + pid % 200, pid / 200 % 200, 1 + number);
    }
}
