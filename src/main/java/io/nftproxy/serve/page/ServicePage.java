package io.nftproxy.serve.page;

import io.nftproxy.core.explain.EndpointStatus;
import io.nftproxy.core.explain.EndpointStatuses;
import io.nftproxy.core.explain.PortSummary;
import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.explain.ServiceSummaries;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePortName;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.model.TrafficPolicy;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A Service with its ports, and its endpoints with the reason of each that is not used. */
final class ServicePage {
    private final Service service;
    private final List<PortSummary> ports;
    private final List<EndpointStatus> endpoints;

    ServicePage(ProxyState state, Service service) {
        this.service = service;
        this.ports = new ServiceSummaries(state).of(service);
        this.endpoints = new EndpointStatuses(state, service).all();
    }

    void write(Html html) {
        boolean works = ports.stream().allMatch(port -> port.problems().isEmpty());
        html.add(
                """
                <header>
                <p><a href="/">nftproxy</a> Service</p>
                <h1>{}</h1>
                <p class="state {}">{}</p>
                </header>
                <main>
                <section aria-labelledby="about-title">
                <h2 id="about-title">Service</h2>
                <dl>
                """,
                service.name(),
                works ? "good" : "bad",
                works ? "No problem" : "Has a problem");
        about(html);
        html.add("</dl>\n</section>\n");
        ports(html);
        endpoints(html);
        html.add("</main>\n");
    }

    private void about(Html html) {
        html.fact("Type", ports.isEmpty() ? "ClusterIP" : ports.getFirst().type());
        html.fact("ClusterIPs", joined(service.clusterIps()));
        html.fact("External IPs", joined(service.externalIps()));
        html.fact("Load balancer IPs", joined(service.loadBalancerIps()));
        html.fact("Source ranges", joined(service.loadBalancerSourceRanges()));
        html.fact("Internal policy", policy(service.internalTrafficPolicy()));
        html.fact("External policy", policy(service.externalTrafficPolicy()));
        html.fact(
                "Session affinity",
                service.hasAffinity() ? service.affinityTimeoutSeconds() + " s" : "none");
        html.fact(
                "Health check",
                service.healthCheckNodePort() == 0
                        ? ""
                        : "on port " + service.healthCheckNodePort());
    }

    private void ports(Html html) {
        html.add(
                """
                <section aria-labelledby="ports-title">
                <h2 id="ports-title">Ports</h2>
                <table>
                <thead><tr><th scope="col">Port</th><th scope="col">Addresses</th>\
                <th scope="col" class="num"><abbr title="used by this node / ready / all">Endpoints</abbr>\
                </th><th scope="col">State</th></tr></thead>
                <tbody>
                """);
        for (PortSummary port : ports) {
            html.add(
                    "<tr><th scope=\"row\">{} {}/{}</th>"
                            + "<td><code>{}</code> <a href=\"{}\">Explain</a></td>"
                            + "<td class=\"num\">{}</td><td class=\"{}\">{}</td></tr>\n",
                    port.port().name(),
                    port.port().port(),
                    port.port().protocol(),
                    ServiceList.addresses(port),
                    ExplainPage.urlOf(
                            new ServicePortName(
                                    service.name(), port.port().name(), port.port().protocol()),
                            port.port().port()),
                    ServiceList.endpoints(port),
                    port.problems().isEmpty() ? "good" : "bad",
                    ServiceList.problems(port));
        }
        html.add("</tbody>\n</table>\n</section>\n");
    }

    private void endpoints(Html html) {
        html.add(
                """
                <section aria-labelledby="endpoints-title">
                <h2 id="endpoints-title">Endpoints</h2>
                """);
        if (endpoints.isEmpty()) {
            html.add("<p class=\"note\">No EndpointSlice of this Service has an endpoint.</p>\n");
        } else {
            html.add(
                    """
                    <table>
                    <thead><tr><th scope="col">Endpoint</th>\
                    <th scope="col" class="wide">Port</th><th scope="col">Node</th>\
                    <th scope="col" class="wide">Zone</th><th scope="col">Conditions</th>\
                    <th scope="col">Used by this node</th></tr></thead>
                    <tbody>
                    """);
            endpoints.forEach(one -> endpoint(html, one));
            html.add("</tbody>\n</table>\n");
        }
        html.add("</section>\n");
    }

    private static void endpoint(Html html, EndpointStatus one) {
        html.add(
                "<tr><th scope=\"row\"><code>{}</code></th><td class=\"wide\">{}</td><td>{}</td>"
                        + "<td class=\"wide\">{}</td><td>{}</td><td class=\"{}\">{}</td></tr>\n",
                one.endpoint(),
                one.port(),
                one.facts().nodeName(),
                one.facts().zone(),
                conditions(one.facts()),
                one.unused() == null ? "good" : "muted",
                one.unused() == null ? "yes" : "no: " + one.unused().message());
    }

    private static String conditions(SliceEndpoint facts) {
        String ready = facts.ready() ? "ready" : "not ready";
        return !facts.terminating()
                ? ready
                : facts.serving() ? "terminating, serving" : "terminating";
    }

    private static String policy(TrafficPolicy policy) {
        return policy == TrafficPolicy.LOCAL ? "Local" : "Cluster";
    }

    private static String joined(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(", "));
    }
}
