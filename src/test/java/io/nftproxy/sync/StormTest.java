package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.testing.FakeKernelTable;
import io.nftproxy.testing.RandomCluster;
import io.nftproxy.testing.SimulatedClock;
import io.nftproxy.testing.SlotOrder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * After a storm of faults the table is what a start without faults makes. All of a run follows from
 * its seed; {@code -Dstorm.seed=N} runs one, {@code -Dstorm.seeds=N} the first N.
 */
class StormTest {
    private static final Duration STORM = Duration.ofSeconds(20);

    /** Longer than the longest pause before a retry. */
    private static final Duration CALM = Duration.ofMinutes(10);

    private static final int EVENTS = 40;

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.nftproxy");
    private final Level level = logger.getLevel();

    @BeforeEach
    void silence() {
        logger.setLevel(Level.OFF);
    }

    @AfterEach
    void restoreLogLevel() {
        logger.setLevel(level);
    }

    @Test
    void tableIsCorrectAfterAStorm() throws Exception {
        Long one = Long.getLong("storm.seed");
        long first = one == null ? 1 : one;
        long last = one == null ? Long.getLong("storm.seeds", 500) : one;
        for (long seed = first; seed <= last; seed++) {
            try {
                new Run(seed).check();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": -Dstorm.seed=" + seed, e);
            }
        }
    }

    /** One storm. */
    private static final class Run {
        private final Random random;
        private final SimulatedClock clock = new SimulatedClock();
        private final FakeKernelTable kernel = new FakeKernelTable(SimulatedLoop.TABLE);
        private final FaultyKernel faulty;
        private final RandomCluster clusters;
        private final NodeSettings policy;
        private final Set<ObjectName> followed = new HashSet<>();
        private final ApiObjects objects;
        private SimulatedLoop loop;

        Run(long seed) {
            random = new Random(seed);
            clusters = new RandomCluster(seed);
            policy = clusters.policy();
            faulty = new FaultyKernel(kernel, clock, random);
            objects = new ApiObjects(clusters.next());
            loop = start(faulty);
        }

        private SimulatedLoop start(KernelTable seen) {
            followed.clear();
            SimulatedLoop started =
                    new SimulatedLoop(clock, seen, policy, List.of(), List.of(this::follow));
            objects.list(started);
            return started;
        }

        private void follow(Commit commit) {
            for (ServicePlan plan : commit.plans()) {
                if (plan.isAbsent()) {
                    followed.remove(plan.service());
                } else {
                    followed.add(plan.service());
                }
            }
        }

        void check() throws Exception {
            for (int i = 0; i < EVENTS; i++) {
                clock.after(sometime(), this::event);
            }
            clock.after(STORM, faulty::calm);
            while (clock.elapsed().compareTo(STORM.plus(CALM)) < 0) {
                try {
                    loop.loop.turn();
                } catch (FaultyKernel.Killed e) {
                    loop = start(faulty);
                }
            }
            Set<ObjectName> afterwards = Set.copyOf(followed);
            SyncReport lastReport = loop.reports.getLast();
            FakeKernelTable expected = new FakeKernelTable(SimulatedLoop.TABLE);
            SimulatedLoop fresh = start(expected);
            fresh.nextReport();

            assertThat(lastReport.failure()).isNull();
            assertThat(SlotOrder.normalize(kernel.ruleset()))
                    .isEqualTo(SlotOrder.normalize(expected.ruleset()));
            assertThat(afterwards).as("Services that followers know").isEqualTo(followed);
        }

        private Duration sometime() {
            return Duration.ofMillis(random.nextInt((int) STORM.toMillis()));
        }

        private void event() {
            switch (random.nextInt(9)) {
                case 8 -> clock.jump(Duration.ofHours(random.nextInt(-1, 2)));
                case 0 -> faulty.change();
                case 1 -> objects.list(loop);
                default -> objects.change(clusters.next(), random, loop);
            }
        }
    }
}
