package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.model.SlicePort;
import io.nftproxy.core.model.TrafficPolicy;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.Fault;
import io.nftproxy.kernel.FaultySocket;
import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.testing.PlannedCluster;
import io.nftproxy.testing.SimulatedClock;
import io.nftproxy.testing.SlotOrder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Every fault of netlink at every request of a sync, on the real kernel: afterwards the table is
 * right, no change is lost, and each failed sync has one report and one log line.
 */
class NetlinkFaultsKernelIT {
    private static final TableRef TABLE = SimulatedLoop.TABLE;
    private static final TableRef OTHER = new TableRef(TableRef.Family.INET, "other");
    private static final ObjectName WEB = new ObjectName("default", "web");
    private static final ObjectName SLICE = new ObjectName("default", "web-1");

    /** Longer than the longest wait before a retry, and shorter than the periodic full sync. */
    private static final Duration CALM = Duration.ofMinutes(10);

    /** What the loop does while the fault strikes. */
    enum Step {
        FIRST_SYNC(0),
        PARTIAL_SYNC(0),
        FULL_COMPARE(0),
        AFFINITY_REVISION(600);

        private final int affinitySeconds;

        Step(int affinitySeconds) {
            this.affinitySeconds = affinitySeconds;
        }
    }

    private final NetworkNamespace namespace = KernelTests.freshNamespace();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.nftproxy.sync");
    private final Level level = logger.getLevel();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private NetlinkKernelTable clean;
    private NetlinkKernelTable other;

    @BeforeEach
    void open() throws Exception {
        clean = KernelTests.readByKeys(namespace, TABLE);
        other = KernelTests.readByKeys(namespace, OTHER);
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
    }

    @AfterEach
    void close() {
        logger.setAdditive(true);
        logger.setLevel(level);
        logger.detachAppender(lines);
        clean.close();
        other.close();
        namespace.close();
    }

    @ParameterizedTest
    @EnumSource
    void tableIsCorrectAfterEachFault(Step step) throws Exception {
        String expected = play(step, Fault.SEND_EINTR, Integer.MAX_VALUE).table;
        int cases = 0;
        for (Fault fault : Fault.values()) {
            Played played;
            int request = 1;
            do {
                String what = step + ", " + fault + " at request " + request;
                played = play(step, fault, request++);
                assertThat(played.table).as(what).isEqualTo(expected);
                assertThat(played.failures)
                        .as(what)
                        .isLessThanOrEqualTo(Fault.HARMLESS.contains(fault) ? 0 : 1);
                assertThat(played.lines).as(what).hasSameSizeAs(played.failed());
                cases++;
            } while (played.struck);
        }
        // A partial sync is one request.
        int requests = step == Step.PARTIAL_SYNC ? 1 : 5;
        assertThat(cases).isGreaterThan(requests * Fault.values().length);
        System.out.printf("%s: %d faults and positions%n", step, cases);
    }

    /**
     * The end of a run.
     *
     * @param failures the number of failed syncs
     * @param lines the warnings and errors, but not those about the commit of another process
     */
    private record Played(String table, boolean struck, long failures, List<String> lines) {
        private List<String> failed() {
            return lines.stream().filter(line -> line.contains("Sync ")).limit(failures).toList();
        }
    }

    private Played play(Step step, Fault fault, int request) throws Exception {
        delete();
        lines.list.clear();
        SimulatedClock clock = new SimulatedClock();
        try (FaultySocket socket =
                        FaultySocket.open(namespace)
                                .whenOthersCommit(Fault.TABLE_DELETED, this::delete)
                                .whenOthersCommit(Fault.OTHER_TABLE_CHANGED, this::changeOther);
                NetlinkKernelTable kernel = socket.table(namespace, TABLE)) {
            SimulatedLoop loop =
                    new SimulatedLoop(clock, kernel, PlannedCluster.NODE, List.of(), List.of());
            if (step == Step.FIRST_SYNC) {
                socket.arm(fault, request);
            }
            loop.inbox.serviceChanged(WEB, service(step.affinitySeconds));
            loop.inbox.sliceChanged(SLICE, slice("10.244.0.1"));
            loop.listed();
            run(loop, clock, CALM);
            if (step != Step.FIRST_SYNC) {
                socket.arm(fault, request);
            }
            if (step == Step.FULL_COMPARE) {
                delete();
            }
            loop.inbox.sliceChanged(SLICE, slice("10.244.0.2"));
            run(loop, clock, CALM.multipliedBy(2));
            assertThat(loop.reports.getLast().failure()).as(step + ", " + fault).isNull();
            long failures = loop.reports.stream().filter(report -> !report.succeeded()).count();
            return new Played(read(), socket.hasStruck(), failures, warnings());
        }
    }

    private static void run(SimulatedLoop loop, SimulatedClock clock, Duration until)
            throws InterruptedException {
        clock.after(until.minus(clock.elapsed()), loop.inbox::wake);
        while (clock.elapsed().compareTo(until) < 0) {
            loop.loop.turn();
        }
    }

    private List<String> warnings() {
        return lines.list.stream()
                .filter(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> !line.contains("was modified by another process"))
                .toList();
    }

    private String read() throws KernelFailure {
        return SlotOrder.normalize(clean.read());
    }

    private void delete() {
        try {
            if (clean.read().present()) {
                clean.commit(new Transaction(List.of(new Operation.DeleteTable(TABLE))));
            }
        } catch (KernelFailure e) {
            throw new AssertionError(e);
        }
    }

    private void changeOther() {
        try {
            Operation change =
                    other.read().present()
                            ? new Operation.DeleteTable(OTHER)
                            : new Operation.AddTable(OTHER, "");
            other.commit(new Transaction(List.of(change)));
        } catch (KernelFailure e) {
            throw new AssertionError(e);
        }
    }

    private static Service service(int affinitySeconds) {
        return new Service(
                WEB,
                "uid",
                0,
                List.of(IpAddress.of("10.96.0.10")),
                List.of(),
                List.of(),
                List.of(),
                affinitySeconds,
                TrafficPolicy.CLUSTER,
                TrafficPolicy.CLUSTER,
                "",
                0,
                List.of(new ServicePort("http", Protocol.TCP, 80, 0)));
    }

    private static EndpointSlice slice(String address) {
        return new EndpointSlice(
                SLICE,
                WEB,
                IpFamily.IPV4,
                List.of(new SlicePort("http", Protocol.TCP, 8080)),
                List.of(
                        new SliceEndpoint(
                                IpAddress.of(address),
                                true,
                                true,
                                false,
                                "here",
                                List.of(),
                                List.of())),
                0);
    }
}
