package io.nftproxy.bench.measure;

import io.nftproxy.bench.lab.Place;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes 20 changes a second until it is closed; fewer if the contender is slower. */
final class Churn implements AutoCloseable {
    private static final long INTERVAL_NANOS = 50_000_000;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final FutureTask<Integer> changes;

    Churn(Place node, Change change) {
        changes = new FutureTask<>(() -> node.call(() -> make(change)));
        Thread.ofVirtual().start(changes);
    }

    private int make(Change change) throws Exception {
        long next = System.nanoTime();
        int made = 0;
        while (made % 2 == 1 || !stop.get()) {
            change.make(made++);
            next += INTERVAL_NANOS;
            long left = next - System.nanoTime();
            if (left > 0) {
                Thread.sleep(left / 1_000_000);
            }
        }
        return made;
    }

    /** Waits for the last change; throws if any change failed. */
    @Override
    public void close() throws Exception {
        stop.set(true);
        changes.get();
    }
}
