package io.nftproxy.sync;

import io.nftproxy.core.flows.FlowTable;
import io.nftproxy.core.flows.StaleFlows;
import io.nftproxy.core.flows.UntranslatedFlows;
import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.pacing.Backoff;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.ServicePlan;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Deletes stale conntrack entries after each commit that concerns them: UDP flows to endpoints that
 * stopped serving, and untranslated flows of any protocol that began while another process had
 * removed or changed the table.
 *
 * <p>Reading the flows of a busy node takes longer than a sync may wait, so a thread of its own
 * does it. Commits that happen meanwhile are covered by one more pass.
 */
public final class FlowCleaner implements CommitFollower, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FlowCleaner.class);

    /** Passes take at most a quarter of the thread's time. */
    private static final int PAUSE_PER_LOOK = 3;

    /** The kernel walks its whole table for each pass; kube-proxy makes one a second at most. */
    private static final Duration PAUSE_MIN = Duration.ofMillis(100);

    private static final Duration PAUSE_MAX = Duration.ofSeconds(1);
    private static final Duration RETRY_FIRST = Duration.ofMillis(100);
    private static final Duration RETRY_MAX = Duration.ofSeconds(30);

    /** How long {@link #close} waits for a pass under way. */
    private static final long STOP_MILLIS = 200;

    /** Receives the result of each cleanup, on the conntrack thread. */
    @FunctionalInterface
    public interface Listener {
        /** The flows of a family were read, and stale ones deleted. */
        void cleaned(IpFamily family, long durationNanos, int deletedFlows);
    }

    private final UdpFrontends frontends = new UdpFrontends();
    private final FlowBacklog backlog = new FlowBacklog();
    private final FlowTable flows;
    private final Supplier<? extends Collection<IpAddress>> localAddresses;
    private final Listener listener;
    private final Backoff retry;
    private final Thread thread = new Thread(this::run, "conntrack");

    /** The failure that was last logged; null if the last pass succeeded. Conntrack thread only. */
    private @Nullable String lastFailure;

    /** Conntrack thread only. */
    private int failures;

    /**
     * @param flows used by the conntrack thread only
     * @param localAddresses all addresses of this host, read in each pass that concerns nodePorts
     */
    public FlowCleaner(
            FlowTable flows,
            Supplier<? extends Collection<IpAddress>> localAddresses,
            Listener listener) {
        this(flows, localAddresses, listener, RETRY_FIRST);
    }

    FlowCleaner(
            FlowTable flows,
            Supplier<? extends Collection<IpAddress>> localAddresses,
            Listener listener,
            Duration retryFirst) {
        this.flows = flows;
        this.localAddresses = localAddresses;
        this.listener = listener;
        this.retry = new Backoff(retryFirst, RETRY_MAX);
        thread.setDaemon(true);
    }

    /** Starts the conntrack thread; commits before this call are covered by its first pass. */
    public void start() {
        thread.start();
    }

    @Override
    public void onCommitted(Commit commit) {
        backlog.add(frontends.serving(commit));
        if (commit.restored()) {
            backlog.add(notUdp(commit.plans()));
        }
    }

    /** Returns the frontends of protocols other than UDP, which a repair alone concerns. */
    private static Map<FamilyFrontend, Set<Endpoint>> notUdp(List<ServicePlan> plans) {
        Map<FamilyFrontend, Set<Endpoint>> frontends = new HashMap<>();
        for (ServicePlan plan : plans) {
            for (PortPlan port : plan.ports()) {
                if (port.name().protocol() != Protocol.UDP) {
                    port.frontends()
                            .forEach(
                                    frontend ->
                                            frontends.put(
                                                    new FamilyFrontend(
                                                            port.family(), frontend.key()),
                                                    Set.of()));
                }
            }
        }
        return frontends;
    }

    private void run() {
        try {
            while (true) {
                Set<FamilyFrontend> taken = backlog.take();
                long startedAt = System.nanoTime();
                EnumSet<IpFamily> failed = look(taken);
                backlog.settle(EnumSet.complementOf(failed));
                TimeUnit.NANOSECONDS.sleep(pause(System.nanoTime() - startedAt, failed.isEmpty()));
            }
        } catch (InterruptedException e) {
            LOG.debug("Conntrack cleanup stopped");
        }
    }

    private long pause(long lookNanos, boolean succeeded) {
        if (succeeded) {
            failures = 0;
            return Math.clamp(PAUSE_PER_LOOK * lookNanos, PAUSE_MIN.toNanos(), PAUSE_MAX.toNanos());
        }
        return retry.after(++failures).toNanos();
    }

    /** Cleans up the families concerned; returns those that failed. */
    private EnumSet<IpFamily> look(Set<FamilyFrontend> taken) {
        try {
            return look(taken, nodeAddresses(taken));
        } catch (RuntimeException e) {
            LOG.error("Conntrack cleanup failed unexpectedly; retrying", e);
            return EnumSet.allOf(IpFamily.class);
        }
    }

    private EnumSet<IpFamily> look(Set<FamilyFrontend> taken, Set<IpAddress> nodeAddresses) {
        EnumSet<IpFamily> failed = EnumSet.noneOf(IpFamily.class);
        for (IpFamily family : IpFamily.values()) {
            List<FamilyFrontend> some =
                    taken.stream().filter(frontend -> frontend.family() == family).toList();
            if (!some.isEmpty() && !clean(family, some, nodeAddresses)) {
                failed.add(family);
            }
        }
        if (failed.isEmpty()) {
            lastFailure = null;
        }
        return failed;
    }

    /** NodePorts are not served on loopback: flows there belong to other programs. */
    private Set<IpAddress> nodeAddresses(Set<FamilyFrontend> taken) {
        if (taken.stream().noneMatch(frontend -> frontend.key() instanceof NodePortKey)) {
            return Set.of();
        }
        return localAddresses.get().stream()
                .filter(address -> !address.isLoopback())
                .collect(Collectors.toUnmodifiableSet());
    }

    private boolean clean(
            IpFamily family, List<FamilyFrontend> frontends, Set<IpAddress> nodeAddresses) {
        long startedAt = System.nanoTime();
        int deleted;
        try {
            deleted = delete(family, frontends, nodeAddresses);
        } catch (IOException | RuntimeException e) {
            failed(family, e);
            return false;
        }
        long nanos = System.nanoTime() - startedAt;
        listener.cleaned(family, nanos, deleted);
        LOG.debug(
                "Searched {} flows for stale ones: deleted={} micros={}",
                family.kubernetesName(),
                deleted,
                nanos / 1000);
        return true;
    }

    private int delete(
            IpFamily family, List<FamilyFrontend> frontends, Set<IpAddress> nodeAddresses)
            throws IOException {
        int deleted = 0;
        if (frontends.stream().anyMatch(FlowCleaner::isUdp)) {
            deleted +=
                    flows.deleteUdp(
                            family,
                            new StaleFlows(key -> backlog.serving(family, key), nodeAddresses));
        }
        if (!frontends.stream().allMatch(FlowCleaner::isUdp)) {
            deleted +=
                    flows.deleteUnreplied(
                            family,
                            new UntranslatedFlows(
                                    key -> backlog.serving(family, key) != null, nodeAddresses));
        }
        return deleted;
    }

    private static boolean isUdp(FamilyFrontend frontend) {
        return frontend.key().protocol() == Protocol.UDP;
    }

    private void failed(IpFamily family, Exception cause) {
        String failure = String.valueOf(cause.getMessage());
        LOG.atLevel(failure.equals(lastFailure) ? Level.DEBUG : Level.WARN)
                .log(
                        "Cannot clean up stale {} flows: {}; retrying",
                        family.kubernetesName(),
                        failure);
        lastFailure = failure;
    }

    /** Stops the conntrack thread. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
