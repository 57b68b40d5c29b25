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
 *
 * @param kernel the proxy's table, for a change by another process
 */
record Story(Stage stage, DemoCluster cluster, List<Pod> pods, KernelTable kernel) {
    private static final InetSocketAddress CLUSTER_IP =
            new InetSocketAddress(DemoCluster.CLUSTER_IP, DemoCluster.PORT);
    private static final InetSocketAddress NODE_PORT =
            new InetSocketAddress(DemoNetwork.NODE_ADDRESS, DemoCluster.NODE_PORT);

    private static final int MANY = 300;
    private static final int SOME = 150;
    private static final int FEW = 50;

    void tell() throws DemoProblem, KernelFailure, InterruptedException {
        List<Pod> three = pods.subList(0, 3);
        List<Pod> two = List.of(pods.get(0), pods.get(2));
        create(three);
        endpoints("Scaled up to 5 pods", pods, MANY);
        failOne(pods.get(1));
        endpoints("Scaled down to 2 pods", two, MANY);
        stage.begin("NodePort " + DemoCluster.NODE_PORT, names(two));
        stage.change("NodePort", () -> cluster.putService(true), Story::isSent);
        connect(NODE_PORT, SOME);
        endpoints("No pod left", List.of(), FEW);
        endpoints("3 pods again", three, SOME);
        restart(three);
        deleteTable(three);
    }

    private void create(List<Pod> ready) throws DemoProblem, KernelFailure, InterruptedException {
        stage.begin("Service shop/web with 3 pods", names(ready));
        stage.change("proxy starts", stage::startProxy, SyncReport::full);
        stage.change("Service", () -> cluster.putService(false), Story::isSent);
        changeEndpoints(ready);
        connect(CLUSTER_IP, MANY);
    }

    private void endpoints(String title, List<Pod> ready, int connections)
            throws DemoProblem, KernelFailure, InterruptedException {
        stage.begin(title, names(ready));
        changeEndpoints(ready);
        connect(CLUSTER_IP, connections);
    }

    /** Starts pods before they become endpoints, and stops pods after they were removed. */
    private void changeEndpoints(List<Pod> ready)
            throws DemoProblem, KernelFailure, InterruptedException {
        for (Pod pod : ready) {
            pod.start();
        }
        stage.change(
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
        String name = broken.name();
        stage.begin(name + " fails, under load", names(pods));
        ConnectionRun run = stage.connections(CLUSTER_IP, ConnectionRun.NO_LIMIT);
        run.awaitStarted(SOME);
        stage.change(
                name + " fails", () -> cluster.putEndpoints(pods, Set.of(name)), Story::isSent);
        int before = run.started();
        run.awaitStarted(before + 1);
        broken.stop();
        run.endAfter(before + MANY);
        List<String> all = run.await();
        Set<String> healthy = names(pods);
        healthy.remove(name);
        List<String> since = all.subList(before, all.size());
        StepResult after = stage.judge(since, healthy);
        int reached = after.counts().getOrDefault(name, 0);
        stage.note(
                "%d connections since then: %d reached %s, %d failed"
                        .formatted(since.size(), reached, name, after.wrong() - reached));
        stage.end(stage.judge(all.subList(0, before)).and(after));
    }

    /** Restarts the proxy under load; its rules stay, and the first sync sends nothing. */
    private void restart(List<Pod> ready) throws DemoProblem, KernelFailure, InterruptedException {
        stage.begin("nftproxy restarts, under load", names(ready));
        ConnectionRun run = stage.connections(CLUSTER_IP, ConnectionRun.NO_LIMIT);
        run.awaitStarted(FEW);
        stage.stopProxy();
        run.awaitStarted(run.started() + FEW);
        SyncReport first = stage.change("next one", stage::startProxy, SyncReport::full);
        run.endAfter(run.started() + FEW);
        StepResult result = stage.judge(run.await());
        stage.end(result.unless(!isSent(first), "the first sync was not empty"));
    }

    private void deleteTable(List<Pod> ready)
            throws DemoProblem, KernelFailure, InterruptedException {
        stage.begin("Another process deletes the table", names(ready));
        kernel.read();
        Transaction deletion = new Transaction(List.of(new Operation.DeleteTable(kernel.table())));
        long deletedAt = System.nanoTime();
        stage.change("repair", () -> kernel.commit(deletion), SyncReport::repaired);
        stage.note("back after %d ms".formatted((System.nanoTime() - deletedAt) / 1_000_000));
        connect(CLUSTER_IP, SOME);
    }

    private void connect(InetSocketAddress target, int count)
            throws DemoProblem, InterruptedException {
        stage.end(stage.judge(stage.connections(target, count).await()));
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
