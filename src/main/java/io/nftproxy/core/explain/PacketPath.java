package io.nftproxy.core.explain;

import io.nftproxy.core.trace.Outcome;
import io.nftproxy.core.trace.Step;
import io.nftproxy.core.trace.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules that lead to one outcome, or to several that differ in the endpoint only.
 *
 * @param outcomes never empty
 * @param steps the rules that matched, in order; an effect that differs between the outcomes is
 *     {@code dnat to an endpoint}
 */
public record PacketPath(List<Outcome> outcomes, List<Step> steps) {
    private static final String TO_ANY = "dnat to an endpoint";

    public PacketPath {
        outcomes = List.copyOf(outcomes);
        steps = List.copyOf(steps);
    }

    /** Returns one path for all traces that take the same rules. */
    static List<PacketPath> of(List<Trace> traces) {
        Map<List<String>, List<Trace>> byRules = new LinkedHashMap<>();
        for (Trace trace : traces) {
            List<String> rules =
                    trace.path().stream()
                            .map(step -> step.hook() + " " + step.chain() + " " + step.number())
                            .toList();
            byRules.computeIfAbsent(rules, _ -> new ArrayList<>()).add(trace);
        }
        return byRules.values().stream().map(PacketPath::ofSameRules).toList();
    }

    private static PacketPath ofSameRules(List<Trace> traces) {
        List<Step> first = traces.getFirst().path();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            Step step = first.get(i);
            int at = i;
            boolean isSame =
                    traces.stream()
                            .allMatch(one -> one.path().get(at).effect().equals(step.effect()));
            steps.add(
                    isSame
                            ? step
                            : new Step(
                                    step.hook(), step.chain(), step.number(), step.rule(), TO_ANY));
        }
        return new PacketPath(traces.stream().map(Trace::outcome).toList(), steps);
    }
}
