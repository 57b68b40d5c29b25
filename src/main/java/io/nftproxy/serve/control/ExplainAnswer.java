package io.nftproxy.serve.control;

import static io.nftproxy.config.json.JsonText.object;

import io.nftproxy.core.explain.Explanation;
import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.trace.Outcome;
import io.nftproxy.core.trace.Step;
import io.nftproxy.core.trace.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to {@code explain}. */
public final class ExplainAnswer {
    private ExplainAnswer() {}

    /** Returns an explanation as JSON values. */
    public static Map<String, @Nullable Object> of(Explanation explanation) {
        return object(
                "to", explanation.target(),
                "from",
                        object(
                                "kind", explanation.origin().kind().word(),
                                "address", explanation.origin().address(),
                                "interface", explanation.origin().inputInterface()),
                "service",
                        explanation.service() == null
                                ? null
                                : explanation.service().service().toString(),
                "port", explanation.service() == null ? null : explanation.service().port(),
                "scheduler", explanation.scheduler(),
                "outcome", outcome(explanation.traces()),
                "cause",
                        explanation.cause() == null
                                ? null
                                : object(
                                        "reason", explanation.cause().reason(),
                                        "message", explanation.cause().message()),
                "endpoints", explanation.choices().stream().map(ExplainAnswer::endpoint).toList(),
                "affinity", explanation.affinity(),
                "flows", explanation.flows().stream().map(ExplainAnswer::flow).toList(),
                "paths", paths(explanation.traces()));
    }

    /** Returns what can happen: usually one word, as all endpoints count as one. */
    private static String outcome(List<Trace> traces) {
        return String.join(
                ",",
                traces.stream()
                        .map(trace -> outcome(trace.outcome()))
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static String outcome(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted accepted -> accepted.translated() ? "Endpoint" : "Untouched";
            case Outcome.Rejected _ -> "Rejected";
            case Outcome.Dropped _ -> "Dropped";
        };
    }

    private static Map<String, @Nullable Object> endpoint(Explanation.Choice choice) {
        Map<String, @Nullable Object> endpoint = object("endpoint", choice.endpoint());
        if (choice.facts() != null) {
            endpoint.putAll(EndpointsAnswer.facts(choice.facts()));
        }
        endpoint.put("probability", Math.round(choice.probability() * 1e4) / 1e4);
        endpoint.put("masqueraded", choice.probability() == 0 ? null : choice.masqueraded());
        endpoint.put("unused", EndpointsAnswer.unused(choice.unused()));
        return endpoint;
    }

    /** Returns a connection as JSON values. */
    public static Map<String, @Nullable Object> flow(Flow flow) {
        boolean masqueraded = !flow.replyTo().address().equals(flow.client().address());
        return object(
                "protocol", flow.protocol(),
                "client", flow.client(),
                "destination", flow.destination(),
                "endpoint", flow.answering(),
                "replied", flow.replied(),
                "masqueraded", masqueraded);
    }

    /** Returns one path for all traces that take the same rules. */
    private static List<Object> paths(List<Trace> traces) {
        Map<List<String>, List<Trace>> byRules = new LinkedHashMap<>();
        for (Trace trace : traces) {
            List<String> rules =
                    trace.path().stream()
                            .map(step -> step.hook() + " " + step.chain() + " " + step.number())
                            .toList();
            byRules.computeIfAbsent(rules, _ -> new ArrayList<>()).add(trace);
        }
        return byRules.values().stream().<Object>map(ExplainAnswer::path).toList();
    }

    private static Map<String, @Nullable Object> path(List<Trace> traces) {
        Trace first = traces.getFirst();
        List<Object> steps = new ArrayList<>();
        for (int i = 0; i < first.path().size(); i++) {
            Step step = first.path().get(i);
            int at = i;
            boolean isSame =
                    traces.stream()
                            .allMatch(one -> one.path().get(at).effect().equals(step.effect()));
            steps.add(
                    object(
                            "hook", step.hook().toString().toLowerCase(Locale.ROOT),
                            "chain", step.chain(),
                            "number", step.number(),
                            "rule", step.rule(),
                            "effect", isSame ? step.effect() : "dnat to an endpoint"));
        }
        return object("outcomes", traces.stream().map(Trace::outcome).toList(), "steps", steps);
    }
}
