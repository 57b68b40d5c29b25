package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nftproxy.core.diff.CommitUnknown;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelUnavailable;
import io.nftproxy.core.diff.TableChanged;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.plan.PodDetection;
import io.nftproxy.testing.FakeKernelTable;
import io.nftproxy.testing.SimulatedClock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A commit of another process is no error; a kernel that does not answer is one. */
class ForeignChangeLogTest {
    private final FakeKernelTable kernel = new FakeKernelTable(SimulatedLoop.TABLE);
    private final NodeSettings policy =
            new NodeSettings(
                    "here",
                    List.of(IpFamily.IPV4),
                    null,
                    new PodDetection.NodeCidr(),
                    true,
                    List.of(),
                    Scheduler.RANDOM);

    @Test
    void levelFollowsFromTheFailure() throws Exception {
        assertThat(lineOf(new TableChanged("inet kube-proxy may have changed: reading it first")))
                .hasToString(
                        "[WARN] Sync postponed: inet kube-proxy may have changed: reading it"
                                + " first");
        assertThat(lineOf(new KernelUnavailable("ENOMEM")).getLevel()).isEqualTo(Level.ERROR);
        assertThat(lineOf(new CommitUnknown("ENOBUFS")).getLevel()).isEqualTo(Level.ERROR);
    }

    private ILoggingEvent lineOf(KernelFailure failure) throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(ProxyLoop.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        kernel.failNext(failure);
        try {
            SimulatedLoop loop =
                    new SimulatedLoop(new SimulatedClock(), kernel, policy, List.of(), List.of());
            loop.listed();
            assertThat(loop.nextReport().succeeded()).isFalse();
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list).hasSize(1);
        return lines.list.getFirst();
    }
}
