package io.nftproxy.tools.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a step's connections came to.
 *
 * @param wrong how many did not do as they should
 * @param problems sentences, one a kind of mistake; empty if all is well
 */
record StepResult(String title, Landings landings, int wrong, List<String> problems) {
    /** With fewer connections, a pod that got none may just have had bad luck. */
    private static final int ENOUGH = 100;

    StepResult {
        problems = List.copyOf(problems);
    }

    /**
     * Judges connections.
     *
     * @param pods each must have been reached, no other may be; none: all must have been refused
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

    /** Two parts of one step. */
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

    /** The same with something else that went wrong, or as it is if nothing did. */
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
