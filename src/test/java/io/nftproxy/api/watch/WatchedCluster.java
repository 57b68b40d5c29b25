package io.nftproxy.api.watch;

import static org.assertj.core.api.Assertions.fail;

import io.nftproxy.api.AccessProblem;
import io.nftproxy.api.ApiClient;
import io.nftproxy.api.TestClient;
import io.nftproxy.core.cluster.ClusterDelta;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.pacing.Backoff;
import io.nftproxy.sync.ChangeInbox;
import io.nftproxy.sync.ChangeInbox.Source;
import io.nftproxy.sync.LoopClock;
import io.nftproxy.tools.apiserver.FaultyApiServer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The watches of an embedded API server, and the objects that they have delivered so far. */
final class WatchedCluster implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Short waits, so that the tests are quick. */
    static final WatchTiming QUICK =
            timing(
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(1),
                    new Backoff(Duration.ofMillis(5), Duration.ofMillis(50)));

    /** Waits of a day after each failure, so that only what happens at once is seen by a test. */
    static final WatchTiming WITHOUT_RETRIES =
            timing(
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(1),
                    new Backoff(Duration.ofDays(1), Duration.ofDays(1)));

    /** Quick, with another bound on the silence of a watch. */
    static WatchTiming withIdleTimeout(Duration idleTimeout) {
        return timing(idleTimeout, Duration.ofMinutes(1), QUICK.backoff());
    }

    /** Quick, with watches that ask the server to end them after a time. */
    static WatchTiming withWatchesOf(Duration lifetime) {
        return timing(Duration.ofSeconds(60), lifetime, QUICK.backoff());
    }

    private static WatchTiming timing(Duration idle, Duration watchLifetime, Backoff backoff) {
        Duration timeout = Duration.ofSeconds(5);
        Duration absentRetry = Duration.ofMillis(20);
        return new WatchTiming(
                timeout, timeout, idle, watchLifetime, watchLifetime, backoff, absentRetry);
    }

    final RecordingListener listener;
    final ChangeInbox inbox =
            new ChangeInbox(EnumSet.allOf(Source.class), Map.of(), LoopClock.system());
    private final ClusterWatch watch;

    private final Map<ObjectName, Service> services = new TreeMap<>();
    private final Map<ObjectName, EndpointSlice> slices = new TreeMap<>();
    private final Map<String, List<Cidr>> serviceCidrs = new TreeMap<>();
    private @Nullable Node node;

    private WatchedCluster(ApiClient api, WatchTiming timing, RecordingListener listener) {
        this.listener = listener;
        api.reportTo(listener);
        watch = new ClusterWatch(api, inbox, "node-1", listener, timing);
        watch.start();
    }

    /**
     * Starts the watches of node-1 and waits for the first lists and an open watch of each kind.
     */
    static WatchedCluster watching(FaultyApiServer server) throws AccessProblem {
        return of(server).synced().awaitWatches(server);
    }

    /** Like {@link #watching}, and waits until each watch has delivered a bookmark. */
    static WatchedCluster settled(FaultyApiServer server) throws AccessProblem {
        WatchedCluster cluster = watching(server);
        server.sendBookmarks();
        return cluster.until(
                "all bookmarks have arrived", () -> cluster.listener.heard.size() >= 8);
    }

    /**
     * Returns the requests for Services that a server has received, without those for the present
     * version alone.
     *
     * @param kind {@code LIST} or {@code WATCH}
     */
    static List<String> serviceRequests(FaultyApiServer server, String kind) {
        return server.requests().stream()
                .filter(request -> request.contains("/services?"))
                .filter(request -> !request.endsWith("limit=1"))
                .filter(request -> request.contains("watch=1") == kind.equals("WATCH"))
                .toList();
    }

    /** Starts the watches of node-1. */
    static WatchedCluster of(FaultyApiServer server) throws AccessProblem {
        return of(server, QUICK, new RecordingListener());
    }

    static WatchedCluster of(FaultyApiServer server, WatchTiming timing, RecordingListener listener)
            throws AccessProblem {
        return new WatchedCluster(TestClient.client(server.url()), timing, listener);
    }

    /** Starts the watches of node-1 with a given client. */
    static WatchedCluster of(ApiClient api) {
        return new WatchedCluster(api, QUICK, new RecordingListener());
    }

    /** Waits for the first list of each kind. */
    WatchedCluster synced() {
        return until("synced", inbox::isSynced);
    }

    /** Waits until a Service of the namespace {@code ns} has arrived. */
    WatchedCluster awaitService(String name) {
        return until("Service " + name + " is there", () -> hasService(name));
    }

    /** Waits until a Service has arrived with this ClusterIP. */
    WatchedCluster awaitService(String name, String clusterIp) {
        return until("Service " + name + " has " + clusterIp, () -> hasService(name, clusterIp));
    }

    /** Waits until a Service is deleted. */
    WatchedCluster awaitNoService(String name) {
        return until("Service " + name + " is deleted", () -> !hasService(name));
    }

    /** Waits until a server has one open watch of each kind. */
    WatchedCluster awaitWatches(FaultyApiServer server) {
        return until("4 watches are open", () -> server.openWatches() == 4);
    }

    /** Waits until this many sources have an outage. */
    WatchedCluster awaitOutages(int sources) {
        return until(sources + " outages", () -> listener.failing.size() == sources);
    }

    /** Waits until this many outages have ended. */
    WatchedCluster awaitRecoveries(int sources) {
        return until(sources + " recoveries", () -> listener.recovered.size() == sources);
    }

    /** Waits for a condition, and applies the changes that arrive meanwhile. */
    WatchedCluster until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        applyChanges();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("timed out before: " + what + "; services: " + services.keySet());
            }
            pause();
            applyChanges();
        }
        // Also applies what arrived just before the condition became true.
        applyChanges();
        return this;
    }

    private void pause() {
        try {
            // Returns early when a change arrives.
            inbox.await(TimeUnit.MILLISECONDS.toNanos(5));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void applyChanges() {
        ClusterDelta delta = inbox.take();
        delta.services().forEach((name, value) -> apply(services, name, value));
        delta.slices().forEach((name, value) -> apply(slices, name, value));
        delta.serviceCidrs().forEach((name, value) -> apply(serviceCidrs, name, value));
        if (delta.node().isPresent()) {
            node = delta.node().get().orElse(null);
        }
    }

    private static <K, V> void apply(Map<K, V> all, K name, Optional<V> value) {
        if (value.isPresent()) {
            all.put(name, value.get());
        } else {
            all.remove(name);
        }
    }

    @Nullable Service service(String name) {
        return services.get(new ObjectName("ns", name));
    }

    boolean hasService(String name) {
        return service(name) != null;
    }

    /** Returns whether a Service has this ClusterIP. */
    boolean hasService(String name, String clusterIp) {
        Service service = service(name);
        return service != null && service.clusterIps().toString().equals("[" + clusterIp + "]");
    }

    Map<ObjectName, Service> services() {
        return services;
    }

    Map<ObjectName, EndpointSlice> slices() {
        return slices;
    }

    Map<String, List<Cidr>> serviceCidrs() {
        return serviceCidrs;
    }

    @Nullable Node node() {
        return node;
    }

    @Override
    public void close() {
        watch.close();
    }
}
