package io.nftproxy.serve.page;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.explain.Explainer;
import io.nftproxy.core.explain.Explanation;
import io.nftproxy.core.explain.KernelView;
import io.nftproxy.core.explain.NoAnswer;
import io.nftproxy.core.explain.PacketPath;
import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.model.ServicePortName;
import io.nftproxy.core.trace.Outcome;
import io.nftproxy.core.trace.Step;
import io.nftproxy.serve.control.Proxy;
import io.nftproxy.serve.http.Query;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A form for a packet, and the page with its way through the table. */
final class ExplainPage {
    private final Explanation explanation;

    private ExplainPage(Explanation explanation) {
        this.explanation = explanation;
    }

    /** Explains the packet of a query: {@code to=shop%2Fweb&from=pod}. */
    static String of(Proxy proxy, ProxyState state, Query query) throws NoAnswer, KernelFailure {
        String to = query.text("to");
        String from = query.text("from");
        if (to.isEmpty()) {
            throw new NoAnswer("the packet needs a destination");
        }
        try (KernelView kernel = proxy.openKernel()) {
            Explainer explainer = new Explainer(state, kernel, proxy.addresses());
            Html html = Html.begin(to + " - nftproxy");
            new ExplainPage(explainer.explain(to, from, "")).write(html, query);
            return html.end();
        }
    }

    /** Writes the form, filled with the values of a query. */
    static void form(Html html, Query query) {
        html.section("explain", "Explain a packet");
        html.add(
                """
                <form method="get" action="/explain">
                <span class="field"><label for="to">To</label>
                <input id="to" name="to" required autocomplete="off" autocapitalize="off" \
                spellcheck="false" placeholder="namespace/service:port or 10.96.0.10:80" value="{}"></span>
                <span class="field"><label for="from">From</label>
                <input id="from" name="from" list="senders" autocomplete="off" \
                autocapitalize="off" placeholder="pod, node, outside or an address" value="{}"></span>
                <datalist id="senders"><option value="pod"><option value="node">\
                <option value="outside"></datalist>
                <button>Explain</button>
                </form>
                """,
                query.text("to"),
                query.text("from"));
        html.endSection();
    }

    /** Returns the URL that explains a packet to a Service port. */
    static String urlOf(ServicePortName port, int number) {
        String name = port.port().isEmpty() ? String.valueOf(number) : port.port();
        String to = port.service() + ":" + name + "/" + port.protocol();
        return "/explain?to=" + Html.encoded(to.toLowerCase(Locale.ROOT));
    }

    private void write(Html html, Query query) {
        html.add(
                """
                <header>
                <p><a href="/">nftproxy</a> Packet</p>
                <h1>{}</h1>
                <p class="state {}">{}</p>
                </header>
                <main>
                """,
                explanation.target(),
                explanation.cause() == null ? "good" : "bad",
                outcome());
        about(html);
        endpoints(html);
        explanation.paths().forEach(path -> path(html, path));
        form(html, query);
        html.add("</main>\n");
    }

    private String outcome() {
        return explanation.traces().stream()
                .map(trace -> word(trace.outcome()))
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Accepted accepted when accepted.translated() -> "Sent to an endpoint";
            case Outcome.Accepted _ -> "Passes untouched";
            case Outcome.Rejected _ -> "Rejected";
            case Outcome.Dropped _ -> "Dropped";
        };
    }

    private void about(Html html) {
        html.section("about", "Packet").add("<dl>\n");
        ServicePortName service = explanation.service();
        if (service != null) {
            html.add(
                    "<div><dt>Service</dt><dd><a href=\"{}\">{}</a>{}</dd></div>\n",
                    ServiceList.url(service.service()),
                    service.service(),
                    service.port().isEmpty() ? "" : ":" + service.port());
        } else {
            html.fact("Service", "none");
        }
        html.fact("From", explanation.origin().kind().word() + " " + origin());
        html.fact("Reason", explanation.cause() == null ? "" : explanation.cause().message());
        html.fact("Masqueraded", masqueraded());
        html.fact(
                "Scheduler",
                explanation.scheduler() == null ? "" : explanation.scheduler().toString());
        html.fact(
                "Session affinity",
                explanation.affinity() == null
                        ? ""
                        : "this client stays with " + explanation.affinity());
        html.fact(
                "Conntrack",
                explanation.flows().stream()
                        .map(flow -> flow.client() + ", answered by " + flow.answering())
                        .collect(Collectors.joining(", ")));
        html.add("</dl>\n").endSection();
    }

    private String origin() {
        String arrives = explanation.origin().inputInterface();
        return explanation.origin().address() + (arrives == null ? "" : " through " + arrives);
    }

    private String masqueraded() {
        List<Boolean> answers =
                explanation.choices().stream()
                        .filter(one -> one.probability() > 0)
                        .map(Explanation.Choice::masqueraded)
                        .distinct()
                        .toList();
        return switch (answers.size()) {
            case 0 -> "";
            case 1 -> answers.getFirst() ? "yes" : "no";
            default -> "if the endpoint is the client itself";
        };
    }

    private void endpoints(Html html) {
        if (explanation.choices().isEmpty()) {
            return;
        }
        html.section("endpoints", "Endpoints");
        html.table("|Endpoint", "|Node", "wide|Zone", "num|Share", "|Not used");
        for (Explanation.Choice one : explanation.choices()) {
            html.add(
                    "<tr><th scope=\"row\"><code>{}</code></th><td>{}</td>"
                            + "<td class=\"wide\">{}</td><td class=\"num\">{}</td>"
                            + "<td class=\"muted\">{}</td></tr>\n",
                    one.endpoint(),
                    one.facts() == null ? "" : one.facts().nodeName(),
                    one.facts() == null ? "" : one.facts().zone(),
                    one.probability() == 0
                            ? "-"
                            : String.format(Locale.ROOT, "%.1f%%", one.probability() * 100),
                    one.unused() == null ? "" : one.unused().message());
        }
        html.endTable().endSection();
    }

    private static void path(Html html, PacketPath path) {
        List<Outcome> outcomes = path.outcomes();
        html.add(
                "<section class=\"path\">\n<h2>Path to {}</h2>\n",
                outcomes.size() == 1 ? outcomes.getFirst() : outcomes.size() + " outcomes");
        html.table("wide|Hook", "|Chain", "|Rule", "|Effect");
        for (Step step : path.steps()) {
            html.add(
                    "<tr><td class=\"wide\">{}</td><th scope=\"row\">{} {}</th>"
                            + "<td><code>{}</code></td><td>{}</td></tr>\n",
                    step.hook().toString().toLowerCase(Locale.ROOT),
                    step.chain(),
                    step.number(),
                    step.rule(),
                    step.effect());
        }
        html.endTable();
        if (path.steps().isEmpty()) {
            html.add("<p class=\"note\">No rule matches.</p>\n");
        }
        html.endSection();
    }
}
