package io.nftproxy.tools.demo;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.sync.SyncReport;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The steps of the demo. Each step changes something, waits for the sync, makes connections and
 * judges where they land.
 */
final class Story {
    private static final InetSocketAddress NODE_PORT =
            new InetSocketAddress(DemoNetwork.NODE_ADDRESS, DemoCluster.NODE_PORT);

    private static final int MANY = 300;
    private static final int SOME = 150;
    private static final int FEW = 50;

    private final Stage stage;
    private final DemoCluster cluster;
    private final List<Pod> pods;
    private final KernelTable kernel;

    /**
     * @param pods five pods
     * @param kernel the proxy's table, for a change by another process
     */
    Story(Stage stage, DemoCluster cluster, List<Pod> pods, KernelTable kernel) {
        this.stage = stage;
        this.cluster = cluster;
        this.pods = List.copyOf(pods);
        this.kernel = kernel;
    }

    /** Runs all steps. */
    void tell() throws DemoProblem, KernelFailure, InterruptedException {
        create();
        endpoints("Scaled up to 5 pods", pods, MANY);
        failOne(pods.get(1));
        endpoints("Scaled down to 2 pods", List.of(pods.get(0), pods.get(2)), MANY);
        nodePort(List.of(pods.get(0), pods.get(2)));
        endpoints("No pod left", List.of(), FEW);
        endpoints("3 pods again", pods.subList(0, 3), SOME);
        restart(pods.subList(0, 3));
        deleteTable(pods.subList(0, 3));
    }

    private void create() throws DemoProblem, KernelFailure, InterruptedException {
        List<Pod> first = pods.subList(0, 3);
        String title = "Service shop/web with 3 pods";
        LivePicture picture = stage.begin(title, names(first));
        stage.change(picture, "proxy starts", stage::startProxy, SyncReport::full);
        stage.change(picture, "Service", cluster::putClusterIpService, Story::isSent);
        changeEndpoints(picture, first);
        judge(picture, title, names(first), stage.connections(picture, MANY));
    }

    private void endpoints(String title, List<Pod> ready, int connections)
            throws DemoProblem, KernelFailure, InterruptedException {
        LivePicture picture = stage.begin(title, names(ready));
        changeEndpoints(picture, ready);
        judge(picture, title, names(ready), stage.connections(picture, connections));
    }

    /** Starts pods before they become endpoints, and stops pods after they were removed. */
    private void changeEndpoints(LivePicture picture, List<Pod> ready)
            throws DemoProblem, KernelFailure, InterruptedException {
        for (Pod pod : ready) {
            pod.start();
        }
        stage.change(
                picture,
                ready.size() + " endpoints",
                () -> cluster.putEndpoints(ready, Set.of()),
                Story::isSent);
        for (Pod pod : pods) {
            if (!ready.contains(pod)) {
                pod.stop();
            }
        }
    }

    /** Stops a pod under load; no connection fails after the sync that removes its endpoint. */
    private void failOne(Pod broken) throws DemoProblem, KernelFailure, InterruptedException {
        String title = broken.name() + " fails, under load";
        LivePicture picture = stage.begin(title, names(pods));
        ConnectionRun run = stage.connections(picture, ConnectionRun.NO_LIMIT);
        run.awaitStarted(SOME);
        stage.change(
                picture,
                broken.name() + " fails",
                () -> cluster.putEndpoints(pods, Set.of(broken.name())),
                Story::isSent);
        int before = run.started();
        run.awaitStarted(before + 1);
        broken.stop();
        run.endAfter(before + MANY);
        List<Landing> all = run.await();
        Set<String> healthy = names(pods);
        healthy.remove(broken.name());
        StepResult after = StepResult.judge(title, all.subList(before, all.size()), healthy);
        picture.note(
                "   %d connections since then: %d reached %s, %d failed"
                        .formatted(
                                after.landings().total(),
                                after.landings().of(broken.name()),
                                broken.name(),
                                after.landings().failed() + after.landings().refused()));
        stage.end(picture, StepResult.judge(title, all.subList(0, before), names(pods)).and(after));
    }

    private void nodePort(List<Pod> ready) throws DemoProblem, KernelFailure, InterruptedException {
        String title = "NodePort " + DemoCluster.NODE_PORT;
        LivePicture picture = stage.begin(title, names(ready));
        stage.change(picture, "NodePort", cluster::putNodePortService, Story::isSent);
        judge(picture, title, names(ready), stage.connections(picture, NODE_PORT, SOME));
    }

    /** Restarts the proxy under load; its rules stay, and the first sync sends nothing. */
    private void restart(List<Pod> ready) throws DemoProblem, KernelFailure, InterruptedException {
        String title = "nftproxy restarts, under load";
        LivePicture picture = stage.begin(title, names(ready));
        ConnectionRun run = stage.connections(picture, ConnectionRun.NO_LIMIT);
        run.awaitStarted(FEW);
        stage.stopProxy();
        run.awaitStarted(run.started() + FEW);
        SyncReport first =
                stage.change(picture, "next one", stage::startProxy, SyncReport::full).report();
        run.endAfter(run.started() + FEW);
        StepResult result = StepResult.judge(title, run.await(), names(ready));
        stage.end(picture, result.unless(!isSent(first), "the first sync was not empty"));
    }

    private void deleteTable(List<Pod> ready)
            throws DemoProblem, KernelFailure, InterruptedException {
        String title = "Another process deletes the table";
        LivePicture picture = stage.begin(title, names(ready));
        kernel.read();
        Transaction deletion = new Transaction(List.of(new Operation.DeleteTable(kernel.table())));
        long deletedAt = System.nanoTime();
        SyncReports.Arrival back =
                stage.change(
                        picture, "repair", () -> kernel.commit(deletion), SyncReport::repaired);
        picture.note("   back after %d ms".formatted((back.endNanos() - deletedAt) / 1_000_000));
        judge(picture, title, names(ready), stage.connections(picture, SOME));
    }

    private void judge(LivePicture picture, String title, Set<String> names, ConnectionRun run)
            throws DemoProblem, InterruptedException {
        stage.end(picture, StepResult.judge(title, run.await(), names));
    }

    private static boolean isSent(SyncReport report) {
        return report.commit().operations() > 0;
    }

    private static Set<String> names(Collection<Pod> pods) {
        Set<String> names = new TreeSet<>();
        pods.forEach(pod -> names.add(pod.name()));
        return names;
    }
}
