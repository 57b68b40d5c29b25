package io.nftproxy.core.explain;

import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.plan.LocalNode;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.core.render.Owner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The objects and the plans of the proxy at one moment. Taking it copies references only.
 *
 * @param services the Services that the proxy handles, in any order
 * @param slices their EndpointSlices, in any order
 * @param plans the plans that the table was last built from, in any order; absent before the first
 *     sync
 * @param localNode null before the first sync
 * @param nodePlan null before the first sync
 * @param refused the owners that the kernel rejected, with the kernel's error
 * @param pending the need of the next sync, {@code nothing}
 */
public record ProxyState(
        List<Service> services,
        List<EndpointSlice> slices,
        List<ServicePlan> plans,
        @Nullable LocalNode localNode,
        @Nullable NodePlan nodePlan,
        Map<Owner, String> refused,
        String pending) {
    public ProxyState {
        services = List.copyOf(services);
        slices = List.copyOf(slices);
        plans = List.copyOf(plans);
        refused = Map.copyOf(refused);
    }

    /** Returns the Services by name. */
    public List<Service> sortedServices() {
        return services.stream().sorted(Comparator.comparing(Service::name)).toList();
    }

    /**
     * Returns a Service.
     *
     * @throws NoAnswer if the proxy handles none of this name
     */
    public Service service(ObjectName name) throws NoAnswer {
        for (Service service : services) {
            if (service.name().equals(name)) {
                return service;
            }
        }
        throw new NoAnswer(
                "the proxy handles no Service %s: it does not exist, has no ClusterIP, or has the"
                                .formatted(name)
                        + " label service.kubernetes.io/service-proxy-name");
    }

    /** Returns the plan of each Service that has one. */
    public Map<ObjectName, ServicePlan> planOf() {
        Map<ObjectName, ServicePlan> byName = HashMap.newHashMap(plans.size());
        plans.forEach(plan -> byName.put(plan.service(), plan));
        return byName;
    }

    /** Returns the EndpointSlices of each Service, ordered by name as the planner sees them. */
    public Map<ObjectName, List<EndpointSlice>> slicesOf() {
        Map<ObjectName, List<EndpointSlice>> byService = HashMap.newHashMap(services.size());
        for (EndpointSlice slice : slices) {
            byService.computeIfAbsent(slice.service(), _ -> new ArrayList<>(1)).add(slice);
        }
        byService.values().forEach(some -> some.sort(Comparator.comparing(EndpointSlice::name)));
        return byService;
    }
}
