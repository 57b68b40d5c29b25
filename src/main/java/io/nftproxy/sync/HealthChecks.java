package io.nftproxy.sync;

import io.nftproxy.model.EndpointSlice;
import io.nftproxy.model.IpAddress;
import io.nftproxy.model.IpFamily;
import io.nftproxy.model.ObjectName;
import io.nftproxy.model.Service;
import io.nftproxy.model.SliceEndpoint;
import io.nftproxy.plan.ServicePlan;
import io.nftproxy.snapshot.ClusterState;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Counts the local endpoints of Services that have a {@code healthCheckNodePort}. */
public final class HealthChecks implements AppliedListener {
    private final String nodeName;
    private final Consumer<Map<ObjectName, Check>> checks;
    private final Map<ObjectName, Check> wanted = new HashMap<>();

    /**
     * What a health check port has to say.
     *
     * @param localEndpoints for each family of the Service the number of distinct addresses on this
     *     node that are ready
     */
    public record Check(int port, Map<IpFamily, Integer> localEndpoints) {
        public Check {
            localEndpoints = Map.copyOf(localEndpoints);
        }
    }

    /**
     * @param checks told of all checks whenever one of them changed
     */
    public HealthChecks(String nodeName, Consumer<Map<ObjectName, Check>> checks) {
        this.nodeName = nodeName;
        this.checks = checks;
    }

    @Override
    public void applied(ClusterState cluster, List<ServicePlan> changed, boolean full) {
        Map<ObjectName, Check> before = full ? Map.copyOf(wanted) : Map.of();
        boolean anyChange = false;
        if (full) {
            wanted.clear();
        }
        for (ServicePlan plan : changed) {
            Service service = cluster.service(plan.service());
            if (service == null || service.healthCheckNodePort() == 0) {
                anyChange |= wanted.remove(plan.service()) != null;
            } else {
                Check check = check(service, cluster.slicesOf(service.name()));
                anyChange |= !check.equals(wanted.put(service.name(), check));
            }
        }
        if (full ? !before.equals(wanted) : anyChange) {
            checks.accept(Map.copyOf(wanted));
        }
    }

    private Check check(Service service, List<EndpointSlice> slices) {
        Map<IpFamily, Set<IpAddress>> local = new EnumMap<>(IpFamily.class);
        for (IpAddress clusterIp : service.clusterIps()) {
            local.put(clusterIp.family(), new HashSet<>());
        }
        for (EndpointSlice slice : slices) {
            Set<IpAddress> addresses = local.get(slice.family());
            if (addresses == null) {
                continue;
            }
            for (SliceEndpoint endpoint : slice.endpoints()) {
                if (endpoint.ready() && nodeName.equals(endpoint.nodeName())) {
                    addresses.add(endpoint.address());
                }
            }
        }
        Map<IpFamily, Integer> counts = new EnumMap<>(IpFamily.class);
        local.forEach((family, addresses) -> counts.put(family, addresses.size()));
        return new Check(service.healthCheckNodePort(), counts);
    }
}
