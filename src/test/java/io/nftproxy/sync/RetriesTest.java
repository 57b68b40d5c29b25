package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.testing.SimulatedClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When things that are held out are tried again. */
class RetriesTest {
    private final SimulatedClock clock = new SimulatedClock();
    private final Retries<String> retries = new Retries<>(clock);

    private void pass(int seconds) {
        clock.pass(Duration.ofSeconds(seconds));
    }

    @Test
    void firstRetriesAreAfterFiveAndTenSeconds() {
        assertThat(retries.hold("web", "EEXIST")).isTrue();
        pass(4);
        assertThat(retries.due()).isEmpty();
        pass(1);
        assertThat(retries.due()).containsExactly("web");
        assertThat(retries.isOnTrial("web")).isTrue();

        assertThat(retries.hold("web", "EEXIST")).as("held out before").isFalse();
        pass(9);
        assertThat(retries.due()).isEmpty();
        pass(1);
        assertThat(retries.due()).containsExactly("web");
    }

    @Test
    void returnsTheTimeToTheNextRetry() {
        assertThat(retries.nanosToDue()).isEqualTo(Long.MAX_VALUE);
        retries.hold("web", "EEXIST");
        pass(3);
        retries.hold("dns", "EEXIST");
        assertThat(retries.nanosToDue()).isEqualTo(Duration.ofSeconds(2).toNanos());
        pass(2);
        retries.due();
        assertThat(retries.nanosToDue()).as("dns").isEqualTo(Duration.ofSeconds(3).toNanos());
    }

    @Test
    void longestPauseIsFiveMinutes() {
        for (int i = 0; i < 20; i++) {
            retries.hold("web", "EEXIST");
            pass(300);
            assertThat(retries.due()).containsExactly("web");
        }
    }

    @Test
    void changeLeadsToARetryAtOnce() {
        retries.hold("web", "EEXIST");
        retries.hold("dns", "EEXIST");
        retries.tryAgain("web"::equals);
        assertThat(retries.onTrial()).containsExactly("web");
        assertThat(retries.isOut("web")).isFalse();
        assertThat(retries.isOut("dns")).isTrue();
    }

    @Test
    void dueEntryIsReturnedOnce() {
        retries.hold("web", "EEXIST");
        pass(5);
        assertThat(retries.due()).containsExactly("web");
        assertThat(retries.due()).isEmpty();
    }

    @Test
    void releasedEntryIsForgotten() {
        retries.hold("web", "EEXIST");
        retries.free("web");
        assertThat(retries.isEmpty()).isTrue();
        assertThat(retries.hold("web", "EEXIST")).isTrue();
        pass(5);
        assertThat(retries.due()).containsExactly("web");
    }
}
