package io.nftproxy.app.commands;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The answer to {@code status} as lines. */
final class StatusText {
    private static final int LABEL_COLUMNS = 18;

    private final Screen screen;
    private final Instant now;

    private StatusText(Screen screen, Instant now) {
        this.screen = screen;
        this.now = now;
    }

    static void print(Json answer, Screen screen) {
        new StatusText(screen, Instant.now()).print(answer);
        KernelAnswers.notes(answer).forEach(screen::line);
    }

    private void print(Json answer) {
        if (!answer.has("version")) {
            kernelOnly(answer);
            return;
        }
        line("Version", answer.text("version"));
        line("Node", answer.text("node"));
        line("Families", answer.texts("families", ", "));
        state(answer);
        line(
                "Services",
                answer.text("services")
                        + ", in "
                        + answer.text("endpointSlices")
                        + " EndpointSlices");
        line("Last full sync", sync(answer, "lastFullSync"));
        line("Last change", sync(answer, "lastPartialSync"));
        line("Generation", answer.text("generation"));
        List<String> watches = new ArrayList<>();
        for (Json watch : answer.objects("watches")) {
            watches.add(watch.text("resource") + " " + ago(watch.text("lastEvent")));
        }
        line("Watches", String.join(", ", watches));
        line("Conntrack", share(answer.object("conntrack")));
        Json affinity = answer.object("affinity");
        line(
                "Session affinity",
                affinity.number("clients") + " clients of " + affinity.number("maps") + " maps");
        line("Features", answer.texts("features", ", "));
        List<Json> refused = answer.objects("quarantined");
        line("Quarantined", refused.isEmpty() ? "none" : refused.size() + ", see below");
        refused.forEach(
                one -> screen.line("  " + one.text("object") + ": " + one.text("reason"), 0));
        if (answer.has("kernelProblem")) {
            screen.line(answer.text("kernelProblem"), 0);
        }
    }

    private void kernelOnly(Json answer) {
        screen.line(label("State") + "no proxy answers", 0);
        line("Table", answer.text("table"));
        line("Services", answer.text("services"));
        line("Generation", answer.text("generation"));
        line("Conntrack", share(answer.object("conntrack")));
    }

    private void state(Json answer) {
        List<Json> syncs = answer.objects("recentSyncs");
        String failure = syncs.isEmpty() ? "" : syncs.getFirst().text("failure");
        String state =
                !failure.isEmpty()
                        ? "failing: " + failure
                        : !answer.isTrue("synced")
                                ? "waiting for the first sync"
                                : answer.isTrue("healthy") ? "in sync" : "unhealthy";
        boolean isGood = state.equals("in sync");
        String label = label("State");
        screen.line(label + state, isGood ? label.length() + state.length() : label.length());
        if (!answer.text("pending").equals("nothing")) {
            line("Pending", answer.text("pending"));
        }
    }

    private String sync(Json answer, String name) {
        if (!answer.has(name)) {
            return "never";
        }
        Json sync = answer.object(name);
        return "%s, %d operations in %.1f ms"
                .formatted(
                        ago(sync.text("time")),
                        sync.number("operations"),
                        sync.number("micros") / 1e3);
    }

    private String ago(String time) {
        if (time.isEmpty()) {
            return "never";
        }
        Duration age = Duration.between(Instant.parse(time), now);
        long seconds = Math.max(0, age.toSeconds());
        return seconds < 120
                ? seconds + "s ago"
                : seconds < 7200 ? seconds / 60 + "m ago" : seconds / 3600 + "h ago";
    }

    private static String share(Json fill) {
        long max = fill.number("max");
        return max == 0
                ? "unknown"
                : "%d of %d entries (%d%%)"
                        .formatted(fill.number("entries"), max, 100 * fill.number("entries") / max);
    }

    private void line(String label, String text) {
        screen.line(label(label) + (text.isEmpty() ? "unknown" : text));
    }

    private static String label(String label) {
        return (label + ":").concat(" ".repeat(LABEL_COLUMNS - label.length() - 1));
    }
}
