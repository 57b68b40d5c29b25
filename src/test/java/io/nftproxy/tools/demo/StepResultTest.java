package io.nftproxy.tools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepResultTest {
    private static final String FIRST = "web-1";
    private static final String SECOND = "web-2";
    private static final String REFUSED = ConnectionRun.REFUSED;
    private static final String FAILED = "Read timed out";

    private static StepResult judge(List<String> results, String... expected) {
        return StepResult.judge("step", results, Set.of(expected));
    }

    @Test
    void acceptsPodsThatWereExpected() {
        StepResult result = judge(List.of(FIRST, SECOND, FIRST), "web-1", "web-2");
        assertThat(result.isWell()).isTrue();
        assertThat(result.wrong()).isZero();
        assertThat(result.counts()).containsEntry(FIRST, 2).containsEntry(SECOND, 1);
    }

    @Test
    void acceptsRefusalsWhereThereIsNoPod() {
        assertThat(judge(List.of(REFUSED, REFUSED), REFUSED).isWell()).isTrue();
    }

    @Test
    void findsOtherPods() {
        assertThat(judge(List.of(FIRST, SECOND), "web-1").problems())
                .containsExactly("1 connections: web-2");
    }

    @Test
    void findsPodsWhereThereIsNone() {
        assertThat(judge(List.of(FIRST), REFUSED).wrong()).isEqualTo(1);
    }

    @Test
    void findsRefusalsAndFailures() {
        StepResult result = judge(List.of(FIRST, REFUSED, FAILED, FAILED), "web-1");
        assertThat(result.problems())
                .containsExactly("2 connections: Read timed out", "1 connections: refused");
        assertThat(result.wrong()).isEqualTo(3);
        assertThat(judge(List.of(FAILED), REFUSED).isWell()).isFalse();
    }

    @Test
    void findsPodsWithoutAnyConnection() {
        assertThat(judge(Collections.nCopies(100, FIRST), "web-1", "web-2").problems())
                .containsExactly("no connection reached web-2");
        assertThat(judge(Collections.nCopies(99, FIRST), "web-1", "web-2").isWell()).isTrue();
    }

    @Test
    void addsUpPartsOfAStep() {
        StepResult sum =
                judge(List.of(FIRST), "web-1").and(judge(List.of(FIRST, REFUSED), "web-1"));
        assertThat(sum.counts()).containsEntry(FIRST, 2).containsEntry(REFUSED, 1);
        assertThat(sum.wrong()).isEqualTo(1);
        assertThat(sum.problems()).hasSize(1);
    }

    @Test
    void addsFurtherProblems() {
        StepResult well = judge(List.of(FIRST), "web-1");
        assertThat(well.unless(true, "late").isWell()).isTrue();
        assertThat(well.unless(false, "late").problems()).containsExactly("late");
    }
}
