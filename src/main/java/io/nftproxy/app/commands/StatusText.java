package io.nftproxy.app.commands;

import io.nftproxy.config.json.Json;
import io.nftproxy.serve.control.StatusSummary;
import java.time.Instant;

/** The answer to {@code status} as lines. */
final class StatusText {
    private static final int LABEL_COLUMNS = 18;

    private final Screen screen;

    private StatusText(Screen screen) {
        this.screen = screen;
    }

    static void print(Json answer, Screen screen) {
        StatusText text = new StatusText(screen);
        if (answer.has("version")) {
            text.ofProxy(answer);
        } else {
            text.ofKernel(answer);
        }
        KernelAnswers.notes(answer).forEach(screen::line);
    }

    private void ofProxy(Json answer) {
        StatusSummary summary = StatusSummary.of(answer, Instant.now());
        line("Version", answer.text("version"));
        line("Node", answer.text("node"));
        line("Families", answer.texts("families", ", "));
        if (summary.isGood()) {
            line("State", summary.state());
        } else {
            problem("State", summary.state());
        }
        summary.facts().forEach(this::line);
        summary.problems().forEach(problem -> screen.line("  " + problem, 0));
    }

    private void ofKernel(Json answer) {
        problem("State", "no proxy answers");
        line("Table", answer.text("table"));
        line("Services", answer.text("services"));
        line("Generation", answer.text("generation"));
        line("Conntrack", StatusSummary.conntrack(answer));
    }

    private void line(String label, String text) {
        screen.line(label(label) + (text.isEmpty() ? "unknown" : text));
    }

    private void problem(String label, String text) {
        screen.line(label(label) + text, LABEL_COLUMNS);
    }

    private static String label(String label) {
        return (label + ":").concat(" ".repeat(LABEL_COLUMNS - label.length() - 1));
    }
}
