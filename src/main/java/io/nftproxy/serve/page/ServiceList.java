package io.nftproxy.serve.page;

import io.nftproxy.core.explain.PortSummary;
import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.explain.ServiceSummaries;
import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.plan.Frontend;
import io.nftproxy.serve.control.ServicesAnswer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** The list of Services: a row for each Service port and family. */
final class ServiceList {
    /** A browser shows as many rows at once, and a page stays below 100 KiB. */
    private static final int ROWS = 200;

    /** The column of {@link #endpoints}. */
    static final String ENDPOINTS = "num|Endpoints|used by this node / ready / all";

    private final List<PortSummary> all;

    ServiceList(ProxyState state) {
        ServiceSummaries summaries = new ServiceSummaries(state);
        all =
                state.sortedServices().stream()
                        .flatMap(service -> summaries.of(service).stream())
                        .toList();
    }

    void write(Html html, Filter filter) {
        List<PortSummary> chosen =
                all.stream()
                        .filter(one -> !filter.problems() || !one.problems().isEmpty())
                        .filter(one -> filter.text().isEmpty() || filter.isIn(searched(one)))
                        .toList();
        form(html, filter);
        int pages = Math.max(1, (chosen.size() + ROWS - 1) / ROWS);
        int page = Math.min(filter.page(), pages);
        int from = (page - 1) * ROWS;
        List<PortSummary> shown = chosen.subList(from, Math.min(from + ROWS, chosen.size()));
        html.add(
                "<p class=\"note\">{} of {} Service ports</p>\n",
                pages == 1
                        ? chosen.size()
                        : "%d to %d of %d chosen,"
                                .formatted(from + 1, from + shown.size(), chosen.size()),
                all.size());
        if (!shown.isEmpty()) {
            table(html, shown);
        }
        if (pages > 1) {
            links(html, filter, page, pages);
        }
        html.endSection();
    }

    private void form(Html html, Filter filter) {
        html.section("services", "Services");
        html.add(
                """
                <form method="get" action="/#services" role="search">
                <label for="q">Name or address</label>
                <input id="q" name="q" type="search" value="{}" autocomplete="off">
                <label class="box"><input type="checkbox" name="problems"{}> with a problem ({})\
                </label>
                <button>Filter</button>
                </form>
                """,
                filter.text(),
                filter.problems() ? " checked" : "",
                all.stream().filter(one -> !one.problems().isEmpty()).count());
    }

    private static void table(Html html, List<PortSummary> shown) {
        html.table("|Service", "wide|Type", "|Address", "wide " + ENDPOINTS, "|State");
        for (PortSummary port : shown) {
            html.add(
                            "<tr><th scope=\"row\"><a href=\"{}\">{}</a>{}</th>"
                                    + "<td class=\"wide\">{}</td><td><code>{}</code></td>"
                                    + "<td class=\"wide num\">{}</td>",
                            url(port.service().name()),
                            port.service().name(),
                            port.port().name().isEmpty() ? "" : ":" + port.port().name(),
                            port.type(),
                            address(port),
                            endpoints(port))
                    .add(
                            "<td class=\"{}\">{}</td></tr>\n",
                            port.problems().isEmpty() ? "good" : "bad",
                            problems(port));
        }
        html.endTable();
    }

    private static void links(Html html, Filter filter, int page, int pages) {
        html.add("<nav aria-label=\"Pages of the list\">");
        if (page > 1) {
            html.add("<a href=\"{}\" rel=\"prev\">Previous</a> ", filter.urlOf(page - 1));
        }
        html.add("<span>Page {} of {}</span>", page, pages);
        if (page < pages) {
            html.add(" <a href=\"{}\" rel=\"next\">Next</a>", filter.urlOf(page + 1));
        }
        html.add("</nav>\n");
    }

    static String url(ObjectName name) {
        return "/services/" + Html.encoded(name.namespace()) + "/" + Html.encoded(name.name());
    }

    private static String searched(PortSummary port) {
        return port.service().name()
                + ":"
                + port.port().name()
                + " "
                + address(port)
                + " "
                + addresses(port);
    }

    /** Returns the ClusterIP and the nodePort: {@code 10.96.0.10:80/TCP}. */
    private static String address(PortSummary port) {
        IpAddress ip = Objects.requireNonNull(port.service().clusterIp(port.family()));
        int nodePort = port.port().nodePort();
        return new Endpoint(ip, port.port().port())
                + (nodePort == 0 ? "" : ":" + nodePort)
                + "/"
                + port.port().protocol();
    }

    /** Returns all addresses, as typed for {@code explain}. */
    static String addresses(PortSummary port) {
        return port.frontends().stream()
                .map(Frontend::key)
                .map(ServicesAnswer::address)
                .collect(Collectors.joining(", "));
    }

    /** Returns the endpoints that are used, ready and in any state: {@code 1 / 2 / 3}. */
    static String endpoints(PortSummary port) {
        return port.used().size() + " / " + port.ready() + " / " + port.all();
    }

    /** Returns the problems of a port in one line. */
    static String problems(PortSummary port) {
        return port.problems().isEmpty()
                ? "ok"
                : port.problems().stream().map(Object::toString).collect(Collectors.joining("; "));
    }
}
