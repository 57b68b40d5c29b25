package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.CommitUnknown;
import io.nftproxy.core.diff.ForeignChange;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelUnavailable;
import io.nftproxy.core.diff.TableChanged;
import io.nftproxy.testing.FakeKernelTable;
import io.nftproxy.testing.LogLines;
import io.nftproxy.testing.PlannedCluster;
import io.nftproxy.testing.SimulatedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A commit of another process is no error; a kernel that does not answer is one. */
class ForeignChangeLogTest {
    private static final ForeignChange ELEMENTS =
            new ForeignChange("elements of endpoints4 (by nft, pid 4711)", true);

    private static final ForeignChange LOST = new ForeignChange("notifications were lost", false);

    private final FakeKernelTable kernel = new FakeKernelTable(SimulatedLoop.TABLE);
    private final SimulatedClock clock = new SimulatedClock();
    private final SimulatedLoop loop =
            new SimulatedLoop(clock, kernel, PlannedCluster.NODE, List.of(), List.of());
    private final List<LogLines> logs =
            List.of(
                    new LogLines(TableGuard.class),
                    new LogLines(ProxyLoop.class),
                    new LogLines(SyncLog.class));

    @AfterEach
    void close() {
        logs.forEach(LogLines::close);
    }

    @Test
    void levelFollowsFromTheFailure() throws Exception {
        loop.listed();

        assertThat(linesOf(new TableChanged("inet kube-proxy may have changed: reading it first")))
                .containsExactly(
                        "[WARN] Sync postponed: inet kube-proxy may have changed: reading it"
                                + " first");
        assertThat(linesOf(new KernelUnavailable("ENOMEM")))
                .singleElement()
                .asString()
                .startsWith("[ERROR]");
        assertThat(linesOf(new CommitUnknown("ENOBUFS")))
                .singleElement()
                .asString()
                .startsWith("[ERROR]");
    }

    @Test
    void lostNotificationsAreNotCalledAChange() throws Exception {
        startedAndQuiet();

        assertThat(linesAfter(ELEMENTS))
                .startsWith(
                        "[WARN] Table inet kube-proxy was modified by another process: elements of"
                                + " endpoints4 (by nft, pid 4711); restoring it")
                .hasSize(2);
        assertThat(linesAfter(LOST))
                .startsWith(
                        "[WARN] Table inet kube-proxy may have been modified by another process:"
                                + " notifications were lost; comparing it")
                .hasSize(2);
    }

    @Test
    void aLineInTenSecondsIsLoggedAtMost() throws Exception {
        startedAndQuiet();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lines.addAll(linesAfter(LOST));
            clock.pass(Duration.ofSeconds(1));
        }

        assertThat(lines).filteredOn(line -> line.startsWith("[WARN]")).hasSize(2);
        assertThat(lines)
                .filteredOn(line -> line.contains("(9 such lines left out)"))
                .singleElement();
        assertThat(lines).filteredOn(line -> line.startsWith("[INFO] Synced all")).hasSize(2);
    }

    private void startedAndQuiet() throws InterruptedException {
        loop.listed();
        loop.nextReport();
        take();
    }

    private List<String> linesAfter(ForeignChange change) throws InterruptedException {
        kernel.reportForeignChange(change);
        assertThat(loop.nextReport().succeeded()).isTrue();
        return take();
    }

    private List<String> linesOf(KernelFailure failure) throws InterruptedException {
        kernel.failNext(failure);
        SyncReport report = loop.nextReport();
        while (report.succeeded()) {
            kernel.reportForeignChange(LOST);
            report = loop.nextReport();
        }
        return take().stream().filter(line -> !line.contains("Table inet")).toList();
    }

    private List<String> take() {
        return logs.stream().flatMap(log -> log.take().stream()).toList();
    }
}
