package io.nftproxy.serve.page;

import io.nftproxy.config.json.Json;
import io.nftproxy.serve.control.StatusSummary;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The status of the proxy, its last syncs and its last warnings. */
final class Overview {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Json answer;
    private final Instant now;
    private final StatusSummary summary;

    /**
     * @param answer to {@code status}
     */
    Overview(Json answer, Instant now) {
        this.answer = answer;
        this.now = now;
        this.summary = StatusSummary.of(answer, now);
    }

    void header(Html html) {
        html.add(
                """
                <a class="skip" href="#services">Skip to Services</a>
                <header>
                <p>nftproxy {}</p>
                <h1>{}</h1>
                <p class="state {}" role="status">{}</p>
                </header>
                """,
                answer.text("version"),
                answer.text("node"),
                summary.isGood() ? "good" : "bad",
                summary.state());
    }

    void status(Html html) {
        html.section("status", "Status").add("<dl>\n");
        html.fact("Families", answer.texts("families", ", "));
        summary.facts().forEach(html::fact);
        html.add("</dl>\n");
        summary.problems().forEach(problem -> html.add("<p class=\"bad\">{}</p>\n", problem));
        html.endSection();
    }

    void syncs(Html html) {
        html.section("syncs", "Recent syncs");
        List<Json> syncs = answer.objects("recentSyncs");
        if (syncs.isEmpty()) {
            html.add("<p class=\"note\">None yet.</p>\n").endSection();
            return;
        }
        html.table(
                "|Time (UTC)",
                "|Kind",
                "num wide|Services",
                "num|Operations",
                "num wide|Bytes",
                "num|Kernel µs|microseconds in the kernel",
                "num|Total µs");
        for (Json sync : syncs) {
            String time = sync.text("time");
            html.add(
                    "<tr><th scope=\"row\"><time datetime=\"{}\">{}</time></th><td>{}</td>"
                            + "<td class=\"num wide\">{}</td><td class=\"num\">{}</td>"
                            + "<td class=\"num wide\">{}</td><td class=\"num\">{}</td>"
                            + "<td class=\"num\">{}</td></tr>\n",
                    time,
                    TIME.format(Instant.parse(time)),
                    sync.isTrue("full") ? "full" : "change",
                    sync.number("services"),
                    sync.number("operations"),
                    sync.number("bytes"),
                    sync.number("kernelMicros"),
                    sync.number("micros"));
            if (sync.has("failure")) {
                html.add(
                        "<tr><td colspan=\"7\" class=\"bad\">{}</td></tr>\n", sync.text("failure"));
            }
        }
        html.endTable().endSection();
    }

    void warnings(Html html) {
        html.section("warnings", "Recent warnings");
        List<Json> warnings = answer.objects("warnings");
        if (warnings.isEmpty()) {
            html.add("<p class=\"note\">None since the start.</p>\n");
        } else {
            html.add("<ol>\n");
            for (Json warning : warnings) {
                html.add(
                        "<li><time datetime=\"{}\">{}</time> <strong>{}</strong> {}</li>\n",
                        warning.text("time"),
                        StatusSummary.ago(warning, "time", now),
                        warning.text("level"),
                        warning.text("message"));
            }
            html.add("</ol>\n");
        }
        html.endSection();
    }
}
