package io.nftproxy.serve.page;

import io.nftproxy.core.explain.EndpointStatus;
import io.nftproxy.core.explain.EndpointStatuses;
import io.nftproxy.core.explain.PortSummary;
import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.explain.ServiceSummaries;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePortName;
import io.nftproxy.core.model.SliceEndpoint;
import java.util.List;

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
                """,
                service.name(),
                works ? "good" : "bad",
                works ? "No problem" : "Has a problem");
        html.section("about", "Service").add("<dl>\n");
        about(html);
        html.add("</dl>\n").endSection();
        ports(html);
        endpoints(html);
        html.add("</main>\n");
    }

    private void about(Html html) {
        html.fact("Type", ports.isEmpty() ? "ClusterIP" : ports.getFirst().type());
        html.fact("ClusterIPs", Html.joined(service.clusterIps()));
        html.fact("External IPs", Html.joined(service.externalIps()));
        html.fact("Load balancer IPs", Html.joined(service.loadBalancerIps()));
        html.fact("Source ranges", Html.joined(service.loadBalancerSourceRanges()));
        html.fact("Internal policy", service.internalTrafficPolicy().kubernetesName());
        html.fact("External policy", service.externalTrafficPolicy().kubernetesName());
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
        html.section("ports", "Ports");
        html.table("|Port", "|Addresses", ServiceList.ENDPOINTS, "|State");
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
        html.endTable().endSection();
    }

    private void endpoints(Html html) {
        html.section("endpoints", "Endpoints");
        if (endpoints.isEmpty()) {
            html.add("<p class=\"note\">No EndpointSlice of this Service has an endpoint.</p>\n");
        } else {
            html.table(
                    "|Endpoint",
                    "wide|Port",
                    "|Node",
                    "wide|Zone",
                    "|Conditions",
                    "|Used by this node");
            endpoints.forEach(one -> endpoint(html, one));
            html.endTable();
        }
        html.endSection();
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
}
