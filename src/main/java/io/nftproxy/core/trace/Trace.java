package io.nftproxy.core.trace;

import java.util.List;

/**
 * One possible path of a packet through the table.
 *
 * @param path the rules that matched, in order
 * @param rulesEvaluated the number of evaluated rules, including those that did not match
 * @param learned the elements that rules added to sets, {@code affinity4-a/b/tcp { 10.0.0.1 :
 *     10.1.0.1 . 80 }}
 */
public record Trace(Outcome outcome, List<Step> path, int rulesEvaluated, List<String> learned) {
    public Trace {
        path = List.copyOf(path);
        learned = List.copyOf(learned);
    }
}
