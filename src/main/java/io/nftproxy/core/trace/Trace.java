package io.nftproxy.core.trace;

import java.util.List;

/**
 * One possible path of a packet through the table.
 *
 * @param path the rules that matched, in order
 * @param rulesEvaluated the number of evaluated rules, including those that did not match
 * @param probability of the outcome, by the random numbers that rules draw
 */
public record Trace(Outcome outcome, List<Step> path, int rulesEvaluated, double probability) {
    public Trace {
        path = List.copyOf(path);
    }

    /** Returns this trace with the probability of another one that has the same outcome. */
    Trace and(Trace other) {
        return new Trace(outcome, path, rulesEvaluated, probability + other.probability);
    }
}
