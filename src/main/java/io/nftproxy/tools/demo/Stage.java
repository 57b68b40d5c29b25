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

/** Where the story takes place: the proxy, the client, and the screen that shows both. */
final class Stage implements AutoCloseable {
    private static final InetSocketAddress SERVICE =
            new InetSocketAddress(DemoCluster.CLUSTER_IP, DemoCluster.PORT);

    /** Bars that grow for about a second are pleasant to watch. */
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
     * @param client where connections come from
     * @param config of the proxy
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

    /** Something that makes the proxy act. */
    @FunctionalInterface
    interface Change {
        void make() throws DemoProblem, KernelFailure;
    }

    /** Begins a step. */
    LivePicture begin(String title, Collection<String> pods) {
        screen.line("");
        screen.line(screen.bold((results.size() + 1) + "  " + title));
        return new LivePicture(screen, pods);
    }

    /** Makes a change, waits until the kernel has it, and notes the transaction. */
    SyncReports.Arrival change(
            LivePicture picture, String what, Change change, Predicate<SyncReport> outcome)
            throws DemoProblem, KernelFailure, InterruptedException {
        reports.forget();
        change.make();
        SyncReports.Arrival arrival = reports.await(what, outcome);
        picture.note("   " + screen.dim(KernelLine.of(what, arrival.report())));
        return arrival;
    }

    /** Starts connections to the Service's ClusterIP. */
    ConnectionRun connections(LivePicture picture, int count) {
        return connections(picture, SERVICE, count);
    }

    ConnectionRun connections(LivePicture picture, InetSocketAddress target, int count) {
        long pause = screen.terminal() ? CONNECTION_PAUSE_NANOS : 0;
        return ConnectionRun.start(client, target, count, pause, picture::saw);
    }

    /** Ends a step. */
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

    /** Stops it as SIGTERM would. */
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
