package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.ObjectName;
import io.nftproxy.sync.ChangeInbox.Source;
import io.nftproxy.testing.SimulatedClock;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When changes may be taken for the first time. */
class ChangeInboxTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final SimulatedClock clock = new SimulatedClock();
    private final ChangeInbox inbox =
            new ChangeInbox(
                    Set.of(Source.SERVICES, Source.ENDPOINT_SLICES),
                    Map.of(
                            Source.NODE,
                            Duration.ofSeconds(30),
                            Source.SERVICE_CIDRS,
                            Duration.ofSeconds(1)),
                    clock);

    private void pass(long seconds) {
        clock.pass(Duration.ofSeconds(seconds));
    }

    @Test
    void syncedWhenAllListsAreComplete() {
        for (Source source : Source.values()) {
            assertThat(inbox.isSynced()).isFalse();
            inbox.synced(source);
        }
        assertThat(inbox.isSynced()).isTrue();
        assertThat(inbox.missing()).isEmpty();
    }

    @Test
    void waitForOtherSourcesStartsAtTheLastRequiredList() {
        inbox.synced(Source.SERVICES);
        pass(100);
        inbox.synced(Source.ENDPOINT_SLICES);
        inbox.synced(Source.SERVICE_CIDRS);
        pass(29);
        assertThat(inbox.isSynced()).isFalse();

        pass(1);

        assertThat(inbox.isSynced()).isTrue();
        assertThat(inbox.missing()).containsExactly(Source.NODE);
    }

    @Test
    void eachOtherSourceHasItsOwnLimit() {
        inbox.synced(Source.SERVICES);
        inbox.synced(Source.ENDPOINT_SLICES);
        pass(5);
        assertThat(inbox.isSynced()).isFalse();

        inbox.synced(Source.NODE);

        assertThat(inbox.isSynced()).isTrue();
        assertThat(inbox.missing()).containsExactly(Source.SERVICE_CIDRS);
    }

    @Test
    void waitingTimeStartsWhenChangesMayBeTaken() throws Exception {
        inbox.serviceChanged(new ObjectName("ns", "a"), null);
        inbox.synced(Source.SERVICES);
        inbox.synced(Source.ENDPOINT_SLICES);
        assertThat(inbox.waitingSinceNanos()).isEmpty();
        pass(40);
        long opened = clock.nanoTime();

        assertThat(inbox.waitingSinceNanos()).isEqualTo(OptionalLong.of(opened));
        assertThat(inbox.await(SECOND)).isTrue();
        pass(1);
        inbox.serviceChanged(new ObjectName("ns", "b"), null);
        assertThat(inbox.waitingSinceNanos()).isEqualTo(OptionalLong.of(opened));
    }

    @Test
    void awaitEndsAtTheLimitOfOtherSources() throws Exception {
        inbox.serviceChanged(new ObjectName("ns", "a"), null);
        inbox.synced(Source.SERVICES);
        inbox.synced(Source.ENDPOINT_SLICES);

        assertThat(inbox.await(Duration.ofDays(1).toNanos())).isTrue();
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void awaitEndsWithAChangeOrAWakeUp() throws Exception {
        for (Source source : Source.values()) {
            inbox.synced(source);
        }
        assertThat(inbox.isSynced()).isTrue();
        inbox.await(0);
        clock.after(
                Duration.ofSeconds(1), () -> inbox.serviceChanged(new ObjectName("ns", "a"), null));
        assertThat(inbox.await(Duration.ofDays(1).toNanos())).isTrue();
        inbox.take();
        clock.after(Duration.ofSeconds(1), inbox::wake);
        assertThat(inbox.await(Duration.ofDays(1).toNanos())).isFalse();
        assertThat(clock.elapsed()).isEqualTo(Duration.ofSeconds(2));
    }
}
