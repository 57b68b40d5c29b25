package io.nftproxy.core.explain;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.ServicePortName;
import io.nftproxy.core.plan.Frontend;
import io.nftproxy.core.plan.PortEndpoint;
import io.nftproxy.core.plan.PortEndpoints;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.Route;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.core.render.Owner;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The summaries of all ports of Services. */
public final class ServiceSummaries {
    private final ProxyState state;
    private final Map<ObjectName, ServicePlan> plans;
    private final Map<ObjectName, List<EndpointSlice>> slices;
    private final Map<IpFamily, Map<FrontendKey, ObjectName>> owners =
            new EnumMap<>(IpFamily.class);

    public ServiceSummaries(ProxyState state) {
        this.state = state;
        this.plans = state.planOf();
        this.slices = state.slicesOf();
        for (ServicePlan plan : state.plans()) {
            for (PortPlan port : plan.ports()) {
                for (Frontend frontend : port.frontends()) {
                    owners.computeIfAbsent(port.family(), _ -> new HashMap<>())
                            .put(frontend.key(), plan.service());
                }
            }
        }
    }

    /** Returns the summary of each port of a Service in each of its families. */
    public List<PortSummary> of(Service service) {
        List<PortSummary> summaries = new ArrayList<>(service.ports().size());
        for (IpAddress clusterIp : service.clusterIps()) {
            for (ServicePort port : service.ports()) {
                summaries.add(of(service, port, clusterIp.family()));
            }
        }
        return summaries;
    }

    private PortSummary of(Service service, ServicePort port, IpFamily family) {
        ServicePortName name = new ServicePortName(service.name(), port.name(), port.protocol());
        ServicePlan plan = plans.get(service.name());
        PortPlan planned = plan == null ? null : plan.port(name, family);
        List<PortEndpoint> all =
                PortEndpoints.of(port, family, slices.getOrDefault(service.name(), List.of()));
        int ready = (int) all.stream().filter(one -> one.facts().ready()).count();
        Set<Endpoint> used = new LinkedHashSet<>();
        if (planned != null) {
            used.addAll(planned.clusterPool());
            used.addAll(planned.localPool());
        }
        return new PortSummary(
                service,
                port,
                family,
                planned == null ? List.of() : planned.frontends(),
                used,
                ready,
                all.size(),
                problems(service, port, family, planned, name));
    }

    private List<PortProblem> problems(
            Service service,
            ServicePort port,
            IpFamily family,
            @Nullable PortPlan planned,
            ServicePortName name) {
        if (planned == null) {
            return List.of(whyNotPlanned(family, name));
        }
        List<PortProblem> problems = new ArrayList<>(0);
        Map<FrontendKey, ObjectName> owned = owners.getOrDefault(family, Map.of());
        service.claims(
                port,
                family,
                key -> {
                    ObjectName owner = owned.get(key);
                    if (owner != null && !owner.equals(service.name())) {
                        problems.add(new PortProblem.OwnedByOther(key, owner));
                    }
                });
        if (planned.takes(Route.REJECT)) {
            problems.add(new PortProblem.NoEndpoints());
        }
        if (planned.takes(Route.DROP)) {
            problems.add(new PortProblem.NoLocalEndpoints(false));
        }
        if (planned.takes(Route.LOCAL) && planned.local().isEmpty()) {
            problems.add(new PortProblem.NoLocalEndpoints(true));
        }
        return problems;
    }

    private PortProblem whyNotPlanned(IpFamily family, ServicePortName name) {
        String words = state.refused().get(new Owner.Port(name));
        if (words != null) {
            return new PortProblem.RefusedByKernel(words);
        }
        return state.localNode() != null && !state.localNode().families().contains(family)
                ? new PortProblem.OtherFamily(family)
                : new PortProblem.NotSynced();
    }
}
