package io.nftproxy.serve.control;

import static io.nftproxy.config.json.JsonText.object;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.explain.KernelView;
import io.nftproxy.core.explain.PortSummary;
import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.explain.ServiceSummaries;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePortName;
import io.nftproxy.core.render.AffinityNames;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answer to {@code services}: each Service with its ports. */
public final class ServicesAnswer {
    /** The fields of Services and ports that only {@code -o json} and {@code -o wide} show. */
    private static final Set<String> NOT_IN_TABLE =
            Set.of(
                    "clusterIPs",
                    "externalIPs",
                    "loadBalancerIPs",
                    "loadBalancerSourceRanges",
                    "healthCheckNodePort",
                    "family",
                    "addresses");

    private final ServiceSummaries summaries;
    private final @Nullable Map<String, Long> clients;
    private final boolean brief;

    private ServicesAnswer(
            ServiceSummaries summaries, @Nullable Map<String, Long> clients, boolean brief) {
        this.summaries = summaries;
        this.clients = clients;
        this.brief = brief;
    }

    /**
     * Returns the answer. The Services in it are made one by one, while they are written.
     *
     * @param namespace only Services in it; empty for all
     * @param brief whether to leave out the fields that the table does not show
     */
    static Map<String, @Nullable Object> of(
            Proxy proxy, ProxyState state, String namespace, boolean brief) throws KernelFailure {
        List<Service> services = state.sortedServices();
        if (!namespace.isEmpty()) {
            services =
                    services.stream()
                            .filter(one -> one.name().namespace().equals(namespace))
                            .toList();
        }
        ServicesAnswer answer =
                new ServicesAnswer(new ServiceSummaries(state), clients(proxy, services), brief);
        List<Service> shown = services;
        Iterable<Object> each = () -> shown.stream().<Object>map(answer::service).iterator();
        return object("services", each);
    }

    /** Returns the number of clients by map; null if the kernel does not count them. */
    private static @Nullable Map<String, Long> clients(Proxy proxy, Collection<Service> services)
            throws KernelFailure {
        if (services.stream().noneMatch(Service::hasAffinity)) {
            return Map.of();
        }
        try (KernelView kernel = proxy.openKernel()) {
            List<SetFill> fills = kernel.fills();
            Map<String, Long> clients = HashMap.newHashMap(fills.size());
            fills.forEach(fill -> clients.put(fill.set(), fill.elements()));
            return fills.isEmpty() ? null : clients;
        }
    }

    private Map<String, @Nullable Object> service(Service service) {
        List<PortSummary> ports = summaries.of(service);
        Map<String, @Nullable Object> answer =
                object(
                        "namespace", service.name().namespace(),
                        "name", service.name().name(),
                        "type", ports.isEmpty() ? "ClusterIP" : ports.getFirst().type(),
                        "clusterIPs", service.clusterIps(),
                        "externalIPs", service.externalIps(),
                        "loadBalancerIPs", service.loadBalancerIps(),
                        "loadBalancerSourceRanges", service.loadBalancerSourceRanges(),
                        "internalTrafficPolicy", service.internalTrafficPolicy().kubernetesName(),
                        "externalTrafficPolicy", service.externalTrafficPolicy().kubernetesName(),
                        "sessionAffinitySeconds", service.affinityTimeoutSeconds(),
                        "healthCheckNodePort", service.healthCheckNodePort(),
                        "ports", ports.stream().map(this::port).toList());
        return brief ? shortened(answer) : answer;
    }

    private static Map<String, @Nullable Object> shortened(Map<String, @Nullable Object> answer) {
        answer.keySet().removeAll(NOT_IN_TABLE);
        return answer;
    }

    private Map<String, @Nullable Object> port(PortSummary port) {
        Map<String, @Nullable Object> answer =
                object(
                        "name", port.port().name(),
                        "family", port.family().kubernetesName(),
                        "protocol", port.port().protocol(),
                        "port", port.port().port(),
                        "nodePort", port.port().nodePort(),
                        "clusterIP", port.service().clusterIp(port.family()),
                        "addresses",
                                port.frontends().stream().map(one -> address(one.key())).toList(),
                        "endpointsUsed", port.used().size(),
                        "endpointsReady", port.ready(),
                        "endpoints", port.all(),
                        "affinityClients", clients(port),
                        "problems",
                                port.problems().stream()
                                        .map(one -> object("reason", one.reason(), "message", one))
                                        .toList());
        return brief ? shortened(answer) : answer;
    }

    /** Returns a frontend as typed for {@code explain}: {@code node:30080/TCP}. */
    public static String address(FrontendKey key) {
        return switch (key) {
            case FrontendKey.AddressKey address -> address.toString();
            case FrontendKey.NodePortKey node -> "node:" + node.port() + "/" + node.protocol();
        };
    }

    private @Nullable Long clients(PortSummary port) {
        if (clients == null || !port.service().hasAffinity()) {
            return clients == null ? null : 0L;
        }
        AffinityNames names =
                AffinityNames.of(
                        new ServicePortName(
                                port.service().name(), port.port().name(), port.port().protocol()),
                        port.family());
        return clients.getOrDefault(names.clients(false), 0L)
                + clients.getOrDefault(names.clients(true), 0L);
    }
}
