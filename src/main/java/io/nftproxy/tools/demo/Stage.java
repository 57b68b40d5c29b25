package io.nftproxy.tools.demo;

import io.nftproxy.config.ProxyConfig;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.sync.SyncReport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The proxy, the client and the screen of the demo, the running step, and the results so far. */
final class Stage implements AutoCloseable {
    /** A sync takes less than a second; an emulated machine beside other work takes many. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The length of the longest bar. */
    private static final int WIDTH = 40;

    private final Screen screen;
    private final NetworkNamespace client;
    private final ProxyStarter starter;
    private final ProxyConfig config;
    private final String apiServer;
    private final BlockingQueue<SyncReport> reports = new LinkedBlockingQueue<>();
    private final List<StepResult> results = new ArrayList<>();
    private Runnable stop = () -> {};
    private String title = "";
    private Set<String> expected = Set.of();

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

    /**
     * Starts a step.
     *
     * @param pods the pods to be reached; empty if connections are to be refused
     */
    void begin(String stepTitle, Set<String> pods) {
        title = stepTitle;
        expected = pods.isEmpty() ? Set.of(ConnectionRun.REFUSED) : pods;
        screen.line("");
        screen.line(screen.bold((results.size() + 1) + "  " + title));
    }

    /** Makes a change, waits for the sync that it causes, and notes the cost of that sync. */
    SyncReport change(String what, Change change, Predicate<SyncReport> outcome)
            throws DemoProblem, KernelFailure, InterruptedException {
        reports.clear();
        change.make();
        SyncReport report = await(what, outcome);
        note(screen.dim(cost(what, report)));
        return report;
    }

    /** Waits for a successful sync of a kind and skips others. */
    private SyncReport await(String what, Predicate<SyncReport> kind)
            throws DemoProblem, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String failure = "";
        while (true) {
            SyncReport report = reports.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (report == null) {
                throw new DemoProblem("no sync within a minute: " + what + failure);
            }
            if (!report.succeeded()) {
                failure = ": " + report.failure();
            } else if (kind.test(report)) {
                return report;
            }
        }
    }

    /** Returns {@code NodePort 12 operations, 2,428 bytes: kernel 234 us, in all 3,727 us}. */
    static String cost(String what, SyncReport report) {
        int operations = report.commit().operations();
        String sent =
                operations == 0
                        ? "nothing to change, nothing sent:"
                        : "%,d operations, %,d bytes: kernel %,d us,"
                                .formatted(
                                        operations,
                                        report.commit().bytes(),
                                        report.commit().kernelNanos() / 1000);
        return "%-13s %s in all %,d us".formatted(what, sent, report.durationNanos() / 1000);
    }

    void note(String text) {
        screen.line("   " + text);
    }

    ConnectionRun connections(InetSocketAddress target, int count) {
        return new ConnectionRun(client, target, count);
    }

    /** Judges connections by the pods that are to be reached, or by others. */
    StepResult judge(List<String> connections) {
        return judge(connections, expected);
    }

    StepResult judge(List<String> connections, Set<String> pods) {
        return StepResult.judge(title, connections, pods);
    }

    /** Ends the step: prints a bar for each result, and the problems. */
    void end(StepResult result) {
        bars(result.counts(), expected, screen).forEach(screen::line);
        result.problems().forEach(problem -> screen.line("   " + screen.red("WRONG " + problem)));
        results.add(result);
    }

    /**
     * Returns one line for each result, {@code web-1 ########## 104}.
     *
     * @param expected the right results; these have a line even without a connection
     */
    static List<String> bars(Map<String, Integer> counts, Set<String> expected, Screen screen) {
        int longest = counts.isEmpty() ? 1 : Collections.max(counts.values());
        Set<String> names = new TreeSet<>(expected);
        names.addAll(counts.keySet());
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            int count = counts.getOrDefault(name, 0);
            int cells = count == 0 ? 0 : Math.max(1, Math.round((float) WIDTH * count / longest));
            String bar = screen.block().repeat(cells);
            String coloured = expected.contains(name) ? screen.cyan(bar) : screen.red(bar);
            String space = bar.isEmpty() ? "" : " ";
            lines.add("   %-8s %s%s%d".formatted(name, coloured, space, count));
        }
        return lines;
    }

    List<StepResult> results() {
        return List.copyOf(results);
    }

    void startProxy() throws DemoProblem {
        try {
            stop = starter.start(config, apiServer, reports::add);
        } catch (IOException e) {
            throw new DemoProblem("cannot start the proxy: " + e.getMessage());
        }
    }

    /** Stops the proxy as SIGTERM does. */
    void stopProxy() {
        stop.run();
        stop = () -> {};
    }

    @Override
    public void close() {
        stopProxy();
    }
}
