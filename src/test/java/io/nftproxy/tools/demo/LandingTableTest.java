package io.nftproxy.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LandingTableTest {
    @Test
    void hasALineForEachStepAndAColumnForEachPod() {
        List<StepResult> steps =
                List.of(
                        StepResult.judge("one pod", List.of("web-1"), Set.of("web-1")),
                        StepResult.judge(
                                "one pod, wrong", List.of("web-2", "refused"), Set.of("web-1")));
        assertThat(LandingTable.of(steps, List.of("web-1", "web-2")))
                .containsExactly(
                        "                                 web-1 web-2 refused wrong",
                        "1 one pod                            1     -       -     0",
                        "2 one pod, wrong                     -     1       1     2");
    }
}
