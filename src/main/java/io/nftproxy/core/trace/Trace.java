package io.nftproxy.core.trace;

import java.util.List;

/**
 * One way that a packet may take.
 *
 * @param path rules that applied, in order
 * @param rulesEvaluated how many rules were looked at, those that did not apply included
 * @param learned what rules wrote into sets, {@code affinity4-a/b/tcp { 10.0.0.1 : 10.1.0.1 . 80 }}
 */
public record Trace(Outcome outcome, List<Step> path, int rulesEvaluated, List<String> learned) {
    public Trace {
        path = List.copyOf(path);
        learned = List.copyOf(learned);
    }
}
