package io.nftproxy.core.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Backoff BACKOFF =
            new Backoff(Duration.ofMillis(100), Duration.ofSeconds(1));

    @ParameterizedTest(name = "after {0} failures: {1} ms")
    @CsvSource({
        "-1,   0",
        "0,    0",
        "1,    100",
        "2,    200",
        "4,    800",
        "5,    1000",
        "6,    1000",
        "64,   1000",
        "1000, 1000",
        "2147483647, 1000"
    })
    void doublesUpToTheBound(int failures, long millis) {
        assertThat(BACKOFF.after(failures)).hasMillis(millis);
    }

    @Test
    void hugeWaitsDoNotOverflow() {
        Backoff days = new Backoff(Duration.ofDays(20_000), Duration.ofDays(100_000));

        for (int failures = 1; failures < 200; failures++) {
            assertThat(days.after(failures)).isPositive().isLessThanOrEqualTo(days.longest());
        }
    }

    @Test
    void aBoundBelowTheFirstWaitCounts() {
        Backoff backoff = new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(1));

        assertThat(backoff.after(1)).hasSeconds(1);
    }

    @Test
    void jitterShortensByAHalfAtMost() {
        Random random = new Random(1);

        for (int i = 0; i < 1000; i++) {
            assertThat(BACKOFF.after(3, random))
                    .isBetween(Duration.ofMillis(200), Duration.ofMillis(400));
        }
        assertThat(BACKOFF.after(0, random)).isZero();
    }
}
