package io.nftproxy.serve.control;

import static io.nftproxy.config.json.JsonText.object;

import io.nftproxy.core.explain.Explanation;
import io.nftproxy.core.explain.PacketPath;
import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.trace.Outcome;
import io.nftproxy.core.trace.Step;
import io.nftproxy.core.trace.Trace;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to {@code explain}. */
public final class ExplainAnswer {
    private ExplainAnswer() {}

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
                "paths", explanation.paths().stream().map(ExplainAnswer::path).toList());
    }

    /** Returns the possible outcomes: usually one word, as all endpoints count as one. */
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

    public static Map<String, @Nullable Object> flow(Flow flow) {
        return object(
                "protocol", flow.protocol(),
                "client", flow.client(),
                "destination", flow.destination(),
                "endpoint", flow.answering(),
                "replied", flow.replied(),
                "masqueraded", flow.isMasqueraded());
    }

    private static Map<String, @Nullable Object> path(PacketPath path) {
        return object(
                "outcomes",
                path.outcomes(),
                "steps",
                path.steps().stream().map(ExplainAnswer::step).toList());
    }

    private static Map<String, @Nullable Object> step(Step step) {
        return object(
                "hook", step.hook().toString().toLowerCase(Locale.ROOT),
                "chain", step.chain(),
                "number", step.number(),
                "rule", step.rule(),
                "effect", step.effect());
    }
}
