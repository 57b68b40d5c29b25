package io.nftproxy.tools.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The connections of a step, judged.
 *
 * @param wrong the number of connections with a wrong result
 * @param problems one message for each kind of mistake; empty if all is well
 */
record StepResult(String title, Landings landings, int wrong, List<String> problems) {
    /** The least number of connections that must reach every pod; with fewer, chance decides. */
    private static final int ENOUGH = 100;

    StepResult {
        problems = List.copyOf(problems);
    }

    /**
     * Judges connections.
     *
     * @param pods the pods that must be reached, and no others; empty if all connections must be
     *     refused
     */
    static StepResult judge(String title, List<Landing> landings, Set<String> pods) {
        TreeMap<String, Integer> mistakes = new TreeMap<>();
        for (Landing landing : landings) {
            switch (landing) {
                case Landing.Reached(String pod) when !pods.contains(pod) ->
                        mistakes.merge("reached " + pod, 1, Integer::sum);
                case Landing.Refused() when !pods.isEmpty() ->
                        mistakes.merge("refused", 1, Integer::sum);
                case Landing.Failed(String why) -> mistakes.merge(why, 1, Integer::sum);
                case Landing.Reached _, Landing.Refused _ -> {}
            }
        }
        List<String> problems = new ArrayList<>();
        mistakes.forEach((mistake, count) -> problems.add(count + " connections: " + mistake));
        Landings counted = Landings.of(landings);
        if (landings.size() >= ENOUGH) {
            TreeSet<String> idle = new TreeSet<>(pods);
            idle.removeAll(counted.byPod().keySet());
            idle.forEach(pod -> problems.add("no connection reached " + pod));
        }
        int wrong = mistakes.values().stream().mapToInt(Integer::intValue).sum();
        return new StepResult(title, counted, wrong, problems);
    }

    /** Returns the sum of two parts of one step. */
    StepResult and(StepResult later) {
        TreeMap<String, Integer> byPod = new TreeMap<>(landings.byPod());
        later.landings.byPod().forEach((pod, count) -> byPod.merge(pod, count, Integer::sum));
        List<String> both = new ArrayList<>(problems);
        both.addAll(later.problems);
        return new StepResult(
                title,
                new Landings(
                        byPod,
                        landings.refused() + later.landings.refused(),
                        landings.failed() + later.landings.failed()),
                wrong + later.wrong,
                both);
    }

    /** Returns this result, with one more problem unless all is well. */
    StepResult unless(boolean well, String problem) {
        if (well) {
            return this;
        }
        List<String> more = new ArrayList<>(problems);
        more.add(problem);
        return new StepResult(title, landings, wrong, more);
    }

    boolean isWell() {
        return problems.isEmpty();
    }
}
