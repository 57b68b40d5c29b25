package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
    private final ProcessorTime time = new ProcessorTime();

    @Test
    void countsWorkAndNotWaits() throws Exception {
        long start = time.getAsLong();
        while (time.getAsLong() == start) {
            Thread.onSpinWait();
        }
        long beforeSleep = time.getAsLong();
        long wall = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(100);
        assertThat(time.getAsLong() - beforeSleep)
                .isPositive()
                .isLessThan(System.nanoTime() - wall);
    }
}
