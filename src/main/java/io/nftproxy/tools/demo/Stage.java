package io.nftproxy.tools.demo;

import io.nftproxy.config.ProxyConfig;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.sync.SyncReport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The proxy, the client and the screen of the demo, and the results of its steps. */
final class Stage implements AutoCloseable {
    private static final InetSocketAddress SERVICE =
            new InetSocketAddress(DemoCluster.CLUSTER_IP, DemoCluster.PORT);

    /** Lets bars grow for about a second. */
    private static final long CONNECTION_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(2500);

    private final Screen screen;
    private final NetworkNamespace client;
    private final ProxyStarter starter;
    private final ProxyConfig config;
    private final String apiServer;
    private final SyncReports reports = new SyncReports();
    private final List<StepResult> results = new ArrayList<>();
    private ProxyStarter.@Nullable RunningProxy proxy;

    /**
     * @param client the namespace of the client
     * @param config the configuration of the proxy
     */
    Stage(
            Screen screen,
            NetworkNamespace client,
            ProxyStarter starter,
            ProxyConfig config,
            String apiServer) {
        this.screen = screen;
        this.client = client;
        this.starter = starter;
        this.config = config;
        this.apiServer = apiServer;
    }

    /** A change that makes the proxy sync. */
    @FunctionalInterface
    interface Change {
        void make() throws DemoProblem, KernelFailure;
    }

    /** Starts a step: prints its title. */
    LivePicture begin(String title, Collection<String> pods) {
        screen.line("");
        screen.line(screen.bold((results.size() + 1) + "  " + title));
        return new LivePicture(screen, pods);
    }

    /** Makes a change, waits for the sync that it causes, and notes the cost of that sync. */
    SyncReports.Arrival change(
            LivePicture picture, String what, Change change, Predicate<SyncReport> outcome)
            throws DemoProblem, KernelFailure, InterruptedException {
        reports.forget();
        change.make();
        SyncReports.Arrival arrival = reports.await(what, outcome);
        picture.note("   " + screen.dim(KernelLine.of(what, arrival.report())));
        return arrival;
    }

    /** Starts connections to the ClusterIP of the Service. */
    ConnectionRun connections(LivePicture picture, int count) {
        return connections(picture, SERVICE, count);
    }

    ConnectionRun connections(LivePicture picture, InetSocketAddress target, int count) {
        long pause = screen.terminal() ? CONNECTION_PAUSE_NANOS : 0;
        return ConnectionRun.start(client, target, count, pause, picture::saw);
    }

    /** Ends a step: prints its problems and records its result. */
    void end(LivePicture picture, StepResult result) {
        picture.finish();
        result.problems().forEach(problem -> screen.line("   " + screen.red("WRONG " + problem)));
        results.add(result);
    }

    List<StepResult> results() {
        return List.copyOf(results);
    }

    void startProxy() throws DemoProblem {
        try {
            proxy = starter.start(config, apiServer, reports);
        } catch (IOException e) {
            throw new DemoProblem("cannot start the proxy: " + e.getMessage());
        }
    }

    /** Stops the proxy as SIGTERM does. */
    void stopProxy() {
        if (proxy != null) {
            proxy.close();
            proxy = null;
        }
    }

    @Override
    public void close() {
        stopProxy();
    }
}
