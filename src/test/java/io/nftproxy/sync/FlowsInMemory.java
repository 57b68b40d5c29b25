package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.flows.FlowTable;
import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** Flows in memory, written {@code destination answering}. */
final class FlowsInMemory implements FlowTable {
    /** Calls that fail from now on. */
    final AtomicInteger failures = new AtomicInteger();

    final AtomicInteger looks = new AtomicInteger();
    final Semaphore permits = new Semaphore(1000);

    /** TCP flows. */
    final List<String> unreplied = new ArrayList<>();

    private final List<String> flows = new ArrayList<>();
    private final BlockingQueue<Long> begun = new LinkedBlockingQueue<>();

    synchronized void have(String... more) {
        flows.addAll(List.of(more));
    }

    synchronized List<String> left() {
        return List.copyOf(flows);
    }

    /** Each look needs a permit from now on. */
    void block() {
        permits.drainPermits();
    }

    /** Returns when the next look begins, by {@link System#nanoTime}. */
    long awaitLook() throws InterruptedException {
        Long begin = begun.poll(20, TimeUnit.SECONDS);
        assertThat(begin).isNotNull();
        return begin;
    }

    @Override
    public int deleteUdp(IpFamily family, Predicate<Flow> stale) throws IOException {
        begun.add(System.nanoTime());
        looks.incrementAndGet();
        permits.acquireUninterruptibly();
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IOException("no such luck");
        }
        synchronized (this) {
            int before = flows.size();
            flows.removeIf(text -> stale.test(flow(Protocol.UDP, text)));
            return before - flows.size();
        }
    }

    @Override
    public int deleteUnreplied(IpFamily family, Predicate<Flow> stale) {
        int before = unreplied.size();
        unreplied.removeIf(text -> stale.test(flow(Protocol.TCP, text)));
        return before - unreplied.size();
    }

    private static Flow flow(Protocol protocol, String text) {
        String[] words = text.split(" ");
        Endpoint client = endpoint("10.0.0.100:40000");
        return new Flow(
                protocol, false, client, endpoint(words[0]), endpoint(words[1]), client, 1, 0);
    }

    private static Endpoint endpoint(String text) {
        String[] words = text.split(":");
        return new Endpoint(IpAddress.of(words[0]), Integer.parseInt(words[1]));
    }
}
