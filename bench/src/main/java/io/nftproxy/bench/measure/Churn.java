package io.nftproxy.bench.measure;

import io.nftproxy.bench.lab.Place;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes twenty changes a second until it is closed, or as many as the contender can. */
final class Churn implements AutoCloseable {
    private static final long INTERVAL_NANOS = 50_000_000;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final Thread thread;

    Churn(Place node, Change change) {
        thread = Thread.ofVirtual().start(() -> run(node, change));
    }

    private void run(Place node, Change change) {
        try {
            node.call(
                    () -> {
                        long next = System.nanoTime();
                        for (int i = 0; i % 2 == 1 || !stop.get(); i++) {
                            change.make(i);
                            next += INTERVAL_NANOS;
                            long left = next - System.nanoTime();
                            if (left > 0) {
                                Thread.sleep(left / 1_000_000);
                            }
                        }
                        return null;
                    });
        } catch (Exception e) {
            throw new IllegalStateException("a change failed", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop.set(true);
        thread.join();
    }
}
