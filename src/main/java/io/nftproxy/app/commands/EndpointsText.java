package io.nftproxy.app.commands;

import io.nftproxy.config.json.Json;
import java.util.ArrayList;
import java.util.List;

/** The answer to {@code endpoints} as a table. */
final class EndpointsText {
    private EndpointsText() {}

    static void print(Json answer, boolean wide, Screen screen) {
        Table table =
                wide
                        ? new Table(
                                "PORT",
                                "ENDPOINT",
                                "NODE",
                                "ZONE",
                                "CONDITIONS",
                                "ZONE-HINTS",
                                "NODE-HINTS",
                                "SLOT",
                                "LOCAL-SLOT",
                                "NOT USED")
                        : new Table(
                                "PORT",
                                "ENDPOINT",
                                "NODE",
                                "ZONE",
                                "CONDITIONS",
                                "SLOT",
                                "NOT USED");
        answer.objects("endpoints").forEach(one -> table.addWithProblem(cells(one, wide)));
        table.print(screen, "No endpoints found.");
        KernelAnswers.notes(answer).forEach(screen::line);
    }

    private static String[] cells(Json one, boolean wide) {
        List<String> cells = new ArrayList<>();
        cells.add(one.text("port"));
        cells.add(one.text("endpoint"));
        cells.add(one.text("node"));
        cells.add(one.text("zone"));
        cells.add(conditions(one));
        if (wide) {
            cells.add(one.texts("zoneHints", ","));
            cells.add(one.texts("nodeHints", ","));
        }
        cells.add(wide || one.has("slot") ? one.text("slot") : one.text("localSlot"));
        if (wide) {
            cells.add(one.text("localSlot"));
        }
        cells.add(one.object("unused").text("message"));
        return cells.toArray(String[]::new);
    }

    /** Returns for example {@code ready}, {@code not ready} or {@code serving,terminating}. */
    static String conditions(Json one) {
        if (!one.has("ready")) {
            return "unknown";
        }
        String condition =
                one.isTrue("ready") ? "ready" : one.isTrue("serving") ? "serving" : "not serving";
        return one.isTrue("terminating")
                ? condition + ",terminating"
                : one.isTrue("ready") ? condition : "not ready";
    }
}
