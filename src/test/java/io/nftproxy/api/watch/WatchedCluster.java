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
import io.nftproxy.sync.ChangeInbox;
import io.nftproxy.sync.ChangeInbox.Source;
import io.nftproxy.tools.apiserver.EmbeddedApiServer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A watch of an embedded API server, and what has come out of it so far. */
final class WatchedCluster implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** Without the long waits that spare a real API server. */
    static final WatchTiming QUICK =
            new WatchTiming(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(2),
                    Duration.ofMillis(5),
                    Duration.ofMillis(50),
                    Duration.ofMillis(20));

    final RecordingListener listener;
    final ChangeInbox inbox = new ChangeInbox(EnumSet.allOf(Source.class), System::nanoTime);
    private final ClusterWatch watch;

    private final Map<ObjectName, Service> services = new TreeMap<>();
    private final Map<ObjectName, EndpointSlice> slices = new TreeMap<>();
    private final Map<String, List<Cidr>> serviceCidrs = new TreeMap<>();
    private @Nullable Node node;

    private WatchedCluster(ApiClient api, WatchTiming timing, RecordingListener listener) {
        this.listener = listener;
        watch = new ClusterWatch(api, inbox, "node-1", listener, timing);
        watch.start();
    }

    /** Wired, synced, and with a watch of every kind open. */
    static WatchedCluster watching(EmbeddedApiServer server) throws AccessProblem {
        return of(server).synced().until("all watch", () -> server.openWatches() == 4);
    }

    /** Like {@link #watching}, and each watch has brought something. */
    static WatchedCluster settled(EmbeddedApiServer server) throws AccessProblem {
        WatchedCluster cluster = watching(server);
        server.sendBookmarks();
        return cluster.until("all hear bookmarks", () -> cluster.listener.heard.size() >= 8);
    }

    /**
     * The requests for Services that a server got.
     *
     * @param kind {@code LIST} or {@code WATCH}
     */
    static List<String> serviceRequests(EmbeddedApiServer server, String kind) {
        return server.requests().stream()
                .filter(request -> request.contains("/services?"))
                .filter(request -> request.contains("watch=1") == kind.equals("WATCH"))
                .toList();
    }

    /** Starts watching as node-1. */
    static WatchedCluster of(EmbeddedApiServer server) throws AccessProblem {
        return of(server, QUICK, new RecordingListener());
    }

    static WatchedCluster of(
            EmbeddedApiServer server, WatchTiming timing, RecordingListener listener)
            throws AccessProblem {
        return new WatchedCluster(TestClient.client(server.url(), listener), timing, listener);
    }

    /** Starts watching with a client of its own. */
    static WatchedCluster of(ApiClient api) {
        return new WatchedCluster(api, QUICK, new RecordingListener());
    }

    /** Waits until all first lists are in. */
    WatchedCluster synced() {
        return until("synced", inbox::isSynced);
    }

    /** Waits until something is so, taking in whatever arrives meanwhile. */
    WatchedCluster until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        takeIn();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("waited in vain until " + what + "; services: " + services.keySet());
            }
            pause();
            takeIn();
        }
        // What arrived between the last look and the condition's coming true belongs to it.
        takeIn();
        return this;
    }

    private void pause() {
        try {
            // Also returns early when something arrives; what is waited for may be elsewhere.
            inbox.await(TimeUnit.MILLISECONDS.toNanos(5));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void takeIn() {
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

    /** Whether it has this ClusterIP. */
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
