package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.ObjectName;
import io.nftproxy.sync.ChangeInbox.Source;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** When changes may be taken for the first time. */
class ChangeInboxTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AtomicLong clock = new AtomicLong(5);
    private final ChangeInbox inbox =
            new ChangeInbox(
                    Set.of(Source.SERVICES, Source.ENDPOINT_SLICES),
                    Map.of(
                            Source.NODE,
                            Duration.ofSeconds(30),
                            Source.SERVICE_CIDRS,
                            Duration.ofSeconds(1)),
                    clock::get);

    private void pass(long seconds) {
        clock.addAndGet(seconds * SECOND);
    }

    @Test
    void allListsAreEnoughAtOnce() {
        for (Source source : Source.values()) {
            assertThat(inbox.isSynced()).isFalse();
            inbox.synced(source);
        }
        assertThat(inbox.isSynced()).isTrue();
        assertThat(inbox.missing()).isEmpty();
    }

    @Test
    void theWaitForOthersBeginsWithTheLastRequiredList() {
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
    void eachOtherSourceHasItsOwnTime() {
        inbox.synced(Source.SERVICES);
        inbox.synced(Source.ENDPOINT_SLICES);
        pass(5);
        assertThat(inbox.isSynced()).isFalse();

        inbox.synced(Source.NODE);

        assertThat(inbox.isSynced()).isTrue();
        assertThat(inbox.missing()).containsExactly(Source.SERVICE_CIDRS);
    }

    @Test
    void changesWaitFromTheMomentThatTheyMayBeTaken() throws Exception {
        inbox.removeService(new ObjectName("ns", "a"));
        inbox.synced(Source.SERVICES);
        inbox.synced(Source.ENDPOINT_SLICES);
        assertThat(inbox.waitingSinceNanos()).isEmpty();
        pass(40);

        assertThat(inbox.waitingSinceNanos()).isEqualTo(OptionalLong.of(5 + 40 * SECOND));
        assertThat(inbox.await(SECOND)).isTrue();
        pass(1);
        inbox.removeService(new ObjectName("ns", "b"));
        assertThat(inbox.waitingSinceNanos()).isEqualTo(OptionalLong.of(5 + 40 * SECOND));
    }

    @Test
    void awaitEndsWhenTimeMakesItEnough() throws Exception {
        ChangeInbox real =
                new ChangeInbox(
                        Set.of(Source.SERVICES),
                        Map.of(Source.NODE, Duration.ofMillis(20)),
                        System::nanoTime);
        real.removeService(new ObjectName("ns", "a"));
        real.synced(Source.SERVICES);

        assertThat(real.await(Duration.ofDays(1).toNanos())).isTrue();
    }
}
