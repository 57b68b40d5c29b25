package io.nftproxy.tools.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.sync.SyncReport;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StageTest {
    private static SyncReport report(CommitReport commit) {
        return new SyncReport(
                false, 3_727_400, 1, commit, null, Map.of(), false, Map.of(), Map.of());
    }

    @Test
    void costOfATransaction() {
        assertThat(Stage.cost("NodePort", report(new CommitReport(12, 2428, 234_900))))
                .isEqualTo(
                        "NodePort      12 operations, 2,428 bytes: kernel 234 us, in all 3,727 us");
    }

    @Test
    void costOfAnEmptySync() {
        assertThat(Stage.cost("next one", report(CommitReport.NOTHING)))
                .isEqualTo("next one      nothing to change, nothing sent: in all 3,727 us");
    }

    @Test
    void barForEachResult() {
        Screen screen =
                new Screen(
                        new PrintStream(OutputStream.nullOutputStream(), false, US_ASCII), false);
        Map<String, Integer> counts = Map.of("web-1", 1000, "web-2", 500, "web-3", 1);
        assertThat(Stage.bars(counts, Set.of("web-1", "refused"), screen))
                .containsExactly(
                        "   refused  0",
                        "   web-1    ######################################## 1000",
                        "   web-2    #################### 500",
                        "   web-3    # 1");
    }
}
