package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.CommitReport;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SyncPacerTest {
    private static final Duration SYNC_PERIOD = Duration.ofSeconds(30);

    private long now = Duration.ofDays(3).toNanos();

    @Test
    void changesAfterAFullSyncWaitForAnEighthOfItsPauses() {
        SyncPacer pacer = pacer(null);
        assertThat(left(pacer)).isZero();
        sync(pacer, 200, true);
        assertThat(left(pacer)).isEqualTo(75);
        sync(pacer, 60_000, true);
        assertThat(left(pacer)).isEqualTo(1000);
    }

    @Test
    void foreignChangeAfterAFullSyncWaitsForAllOfItsPauses() {
        SyncPacer pacer = pacer(null);
        sync(pacer, 200, true);
        pacer.hurry();
        assertThat(left(pacer)).isEqualTo(600);
        sync(pacer, 5000, true);
        pacer.hurry();
        assertThat(left(pacer)).isEqualTo(1000);
    }

    @Test
    void retryOfAFullSyncWaitsForAllOfItsPauses() {
        SyncPacer pacer = pacer(null);
        sync(pacer, 200, false);
        assertThat(left(pacer)).isEqualTo(600);
    }

    @Test
    void oneSlowPartialSyncDelaysTheNextChangesByALittleEach() {
        SyncPacer pacer = pacer(null);
        partialSync(pacer, 160);
        long paused = 0;
        for (int i = 0; i < 60; i++) {
            assertThat(left(pacer)).isLessThanOrEqualTo(60);
            paused += left(pacer);
            now += pacer.nanosLeft(now);
            partialSync(pacer, 0);
        }
        assertThat(paused).as("three times the slow one").isBetween(440L, 480L);
    }

    @Test
    void partialSyncsTakeAQuarterOfTheTimeInTheLongRun() {
        SyncPacer pacer = pacer(null);
        for (int i = 0; i < 100; i++) {
            partialSync(pacer, 20);
            now += pacer.nanosLeft(now);
        }
        partialSync(pacer, 20);
        assertThat(left(pacer)).isBetween(59L, 60L);
    }

    @Test
    void timeWithoutChangesPaysForEarlierSyncs() {
        SyncPacer pacer = pacer(null);
        partialSync(pacer, 800);
        now += Duration.ofSeconds(3).toNanos();
        partialSync(pacer, 8);
        assertThat(left(pacer)).isEqualTo(3);
    }

    @Test
    void waitingForAProcessorLeadsToNoPause() {
        SyncPacer pacer = pacer(null);
        for (boolean full : new boolean[] {true, false}) {
            long startedAt = now;
            now += Duration.ofSeconds(8).toNanos();
            pacer.finished(
                    startedAt, now, Duration.ofMillis(1).toNanos(), report(true, full, false));
            assertThat(left(pacer)).isLessThanOrEqualTo(3);
        }
    }

    @Test
    void noPauseOfPartialSyncsIsLongerThanASecond() {
        SyncPacer pacer = pacer(null);
        partialSync(pacer, 60_000);
        assertThat(left(pacer)).isEqualTo(1000);
    }

    @Test
    void minSyncPeriodIsKept() {
        SyncPacer pacer = pacer(Duration.ofSeconds(10));
        sync(pacer, 20, true);
        assertThat(left(pacer)).isEqualTo(10_000);
    }

    @Test
    void failedSyncIsRetriedWithBackoff() {
        SyncPacer pacer = pacer(null);
        sync(pacer, 1, false);
        assertThat(left(pacer)).isEqualTo(100);
        sync(pacer, 1, false);
        assertThat(left(pacer)).isEqualTo(200);
        for (int i = 0; i < 10; i++) {
            sync(pacer, 1, false);
        }
        assertThat(left(pacer)).isEqualTo(30_000);
        sync(pacer, 1, true);
        assertThat(left(pacer)).isLessThanOrEqualTo(5);
    }

    @Test
    void foreignChangeMakesARetryDue() {
        SyncPacer pacer = pacer(null);
        for (int i = 0; i < 12; i++) {
            sync(pacer, 20, false);
        }
        pacer.hurry();
        assertThat(left(pacer)).isEqualTo(60);
        sync(pacer, 20, false);
        assertThat(left(pacer)).as("the next retry").isEqualTo(30_000);
    }

    @Test
    void foreignChangeDoesNotWaitForMinSyncPeriod() {
        SyncPacer pacer = pacer(Duration.ofSeconds(10));
        sync(pacer, 20, true);
        pacer.hurry();
        assertThat(left(pacer)).isEqualTo(60);
    }

    @Test
    void repeatedRepairsSlowDown() {
        SyncPacer pacer = pacer(null);
        int[] expected = {3, 100, 200, 400, 800, 1000, 1000};
        for (int millis : expected) {
            repair(pacer);
            assertThat(left(pacer)).isEqualTo(millis);
            now += Duration.ofMillis(millis).toNanos();
        }
        now += Duration.ofSeconds(10).toNanos();
        repair(pacer);
        assertThat(left(pacer)).isEqualTo(3);
    }

    private void repair(SyncPacer pacer) {
        pacer.hurry();
        long startedAt = now;
        now += Duration.ofMillis(1).toNanos();
        pacer.finished(startedAt, now, now - startedAt, report(true, true, true));
        pacer.hurry();
    }

    private void sync(SyncPacer pacer, long millis, boolean succeeded) {
        long startedAt = now;
        now += Duration.ofMillis(millis).toNanos();
        pacer.finished(startedAt, now, now - startedAt, report(succeeded, true, false));
    }

    private void partialSync(SyncPacer pacer, long millis) {
        long startedAt = now;
        now += Duration.ofMillis(millis).toNanos();
        pacer.finished(startedAt, now, now - startedAt, report(true, false, false));
    }

    private static SyncReport report(boolean succeeded, boolean full, boolean repaired) {
        return new SyncReport(
                full,
                1,
                1,
                CommitReport.NOTHING,
                succeeded ? null : "refused",
                Map.of(),
                repaired,
                Map.of(),
                Map.of());
    }

    private long left(SyncPacer pacer) {
        return Duration.ofNanos(pacer.nanosLeft(now)).toMillis();
    }

    private SyncPacer pacer(@Nullable Duration minSyncPeriod) {
        return new SyncPacer(minSyncPeriod, SYNC_PERIOD, now);
    }
}
