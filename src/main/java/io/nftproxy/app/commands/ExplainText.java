package io.nftproxy.app.commands;

import io.nftproxy.config.json.Json;
import java.util.List;
import java.util.Locale;

/** The answer to {@code explain} as lines. */
final class ExplainText {
    private final Json answer;
    private final Screen screen;

    private ExplainText(Json answer, Screen screen) {
        this.answer = answer;
        this.screen = screen;
    }

    static void print(Json answer, Screen screen) {
        new ExplainText(answer, screen).print();
    }

    private void print() {
        Json from = answer.object("from");
        String service = answer.text("service");
        line("Service", service.isEmpty() ? noService() : service + port());
        line("To", answer.text("to"));
        line(
                "From",
                from.text("kind")
                        + " "
                        + from.text("address")
                        + (from.has("interface") ? " through " + from.text("interface") : ""));
        outcome();
        if (answer.has("scheduler") && !answer.text("scheduler").equals("random")) {
            line("Scheduler", answer.text("scheduler"));
        }
        if (answer.has("affinity")) {
            line("Affinity", "this client stays with " + answer.text("affinity"));
        }
        answer.objects("flows").forEach(flow -> line("Conntrack", flow(flow)));
        endpoints();
        answer.objects("paths").forEach(this::path);
        KernelAnswers.notes(answer).forEach(screen::line);
    }

    /** Returns the text for a destination without a Service, which only a daemon knows for sure. */
    private String noService() {
        return answer.has("notes") ? "unknown" : "none";
    }

    private String port() {
        return answer.text("port").isEmpty() ? "" : ":" + answer.text("port");
    }

    private void outcome() {
        long reached =
                answer.objects("endpoints").stream()
                        .filter(one -> one.decimal("probability") > 0)
                        .count();
        String outcome =
                switch (answer.text("outcome")) {
                    case "Endpoint" ->
                            (reached == 1
                                            ? "sent to 1 endpoint"
                                            : "sent to 1 of " + reached + " endpoints")
                                    + masquerade();
                    case "Rejected" -> "rejected";
                    case "Dropped" -> "dropped";
                    case "Untouched" -> "passes untouched";
                    default -> answer.text("outcome");
                };
        String cause = answer.object("cause").text("message");
        String text = label("Outcome") + outcome;
        screen.line(
                text + (cause.isEmpty() ? "" : ": " + cause),
                cause.isEmpty() ? text.length() : label("Outcome").length());
    }

    private String masquerade() {
        List<Json> reached =
                answer.objects("endpoints").stream()
                        .filter(one -> one.decimal("probability") > 0)
                        .toList();
        long masqueraded = reached.stream().filter(one -> one.isTrue("masqueraded")).count();
        return masqueraded == 0
                ? ", not masqueraded"
                : masqueraded == reached.size()
                        ? ", masqueraded"
                        : ", masqueraded if it is the client itself";
    }

    private static String flow(Json flow) {
        return flow.text("client")
                + " to "
                + flow.text("destination")
                + ", answered by "
                + flow.text("endpoint")
                + (flow.isTrue("replied") ? "" : ", without a reply")
                + (flow.isTrue("masqueraded") ? ", masqueraded" : "");
    }

    private void endpoints() {
        Table table =
                new Table("ENDPOINT", "NODE", "ZONE", "CONDITIONS", "PROBABILITY", "NOT USED");
        for (Json one : answer.objects("endpoints")) {
            double probability = one.decimal("probability");
            table.addWithProblem(
                    one.text("endpoint"),
                    one.has("ready") ? one.text("node") : "unknown",
                    one.has("ready") ? one.text("zone") : "unknown",
                    EndpointsText.conditions(one),
                    probability == 0
                            ? "-"
                            : String.format(Locale.ROOT, "%.1f%%", probability * 100),
                    one.object("unused").text("message"));
        }
        if (!table.isEmpty()) {
            screen.line("");
            table.print(screen, "");
        }
    }

    private void path(Json path) {
        List<String> outcomes = path.texts("outcomes");
        screen.line("");
        screen.heading(
                "Path in table inet kube-proxy to "
                        + (outcomes.size() < 4
                                ? String.join(", ", outcomes)
                                : outcomes.size() + " outcomes")
                        + ":");
        Table table = new Table("HOOK", "CHAIN", "EFFECT", "RULE");
        for (Json step : path.objects("steps")) {
            String effect = step.text("effect");
            table.add(
                    step.text("hook"),
                    step.text("chain") + " " + step.text("number"),
                    effect.isEmpty() ? "-" : effect,
                    step.text("rule"));
        }
        table.print(screen, "no rule matches");
    }

    private void line(String label, String text) {
        screen.line(label(label) + text);
    }

    private static String label(String label) {
        return (label + ":").concat(" ".repeat(10 - label.length()));
    }
}
