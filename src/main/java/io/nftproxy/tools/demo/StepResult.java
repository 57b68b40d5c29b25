package io.nftproxy.tools.demo;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The connections of a step, judged.
 *
 * @param counts the number of connections by result
 * @param wrong the number of connections with a wrong result
 * @param problems one message for each kind of mistake; empty if all is well
 */
record StepResult(
        String title, SortedMap<String, Integer> counts, int wrong, List<String> problems) {
    /** The least number of connections that must reach every pod; with fewer, chance decides. */
    private static final int ENOUGH = 100;

    StepResult {
        counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
        problems = List.copyOf(problems);
    }

    /**
     * Judges connections.
     *
     * @param results as {@link ConnectionRun} has them
     * @param expected the results that are right, each of which must occur
     */
    static StepResult judge(String title, List<String> results, Set<String> expected) {
        SortedMap<String, Integer> counts = count(results);
        SortedMap<String, Integer> mistakes = new TreeMap<>(counts);
        mistakes.keySet().removeAll(expected);
        List<String> problems = new ArrayList<>();
        mistakes.forEach((mistake, count) -> problems.add(count + " connections: " + mistake));
        if (results.size() >= ENOUGH) {
            new TreeSet<>(expected)
                    .stream()
                            .filter(pod -> !counts.containsKey(pod))
                            .forEach(pod -> problems.add("no connection reached " + pod));
        }
        int wrong = mistakes.values().stream().mapToInt(Integer::intValue).sum();
        return new StepResult(title, counts, wrong, problems);
    }

    static SortedMap<String, Integer> count(List<String> results) {
        SortedMap<String, Integer> counts = new TreeMap<>();
        results.forEach(result -> counts.merge(result, 1, Integer::sum));
        return counts;
    }

    /** Returns the sum of two parts of one step. */
    StepResult and(StepResult later) {
        SortedMap<String, Integer> sum = new TreeMap<>(counts);
        later.counts.forEach((result, count) -> sum.merge(result, count, Integer::sum));
        List<String> both = new ArrayList<>(problems);
        both.addAll(later.problems);
        return new StepResult(title, sum, wrong + later.wrong, both);
    }

    /** Returns this result, with one more problem unless all is well. */
    StepResult unless(boolean well, String problem) {
        List<String> more = well ? List.of() : List.of(problem);
        return and(new StepResult(title, new TreeMap<>(), 0, more));
    }

    boolean isWell() {
        return problems.isEmpty();
    }
}
