package io.nftproxy.sync;

import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.ServicePort;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.plan.PortEndpoint;
import io.nftproxy.core.plan.PortEndpoints;
import io.nftproxy.core.plan.ServicePlan;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Counts the local endpoints of Services that have a {@code healthCheckNodePort}: those that serve
 * a port of the Service. A pod whose slice lacks the port, as in a rollout that renames it, serves
 * nothing.
 */
public final class HealthChecks implements CommitFollower {
    private final String nodeName;
    private final Consumer<Map<ObjectName, Check>> checks;
    private final Map<ObjectName, Check> wanted = new HashMap<>();

    /**
     * What a health check port has to say.
     *
     * @param localEndpoints for each family of the Service the number of distinct addresses on this
     *     node that are ready and serve any of its ports
     */
    public record Check(int port, Map<IpFamily, Integer> localEndpoints) {
        public Check {
            localEndpoints = Map.copyOf(localEndpoints);
        }
    }

    /**
     * @param checks receives all checks whenever one of them changed
     */
    public HealthChecks(String nodeName, Consumer<Map<ObjectName, Check>> checks) {
        this.nodeName = nodeName;
        this.checks = checks;
    }

    @Override
    public void onCommitted(Commit commit) {
        boolean changed = false;
        for (ServicePlan plan : commit.plans()) {
            Service service = commit.cluster().service(plan.service());
            if (service == null || service.healthCheckNodePort() == 0) {
                changed |= wanted.remove(plan.service()) != null;
            } else {
                Check check = check(service, commit.cluster().slicesOf(service.name()));
                changed |= !check.equals(wanted.put(service.name(), check));
            }
        }
        if (changed) {
            checks.accept(Map.copyOf(wanted));
        }
    }

    private Check check(Service service, List<EndpointSlice> slices) {
        Map<IpFamily, Integer> counts = new EnumMap<>(IpFamily.class);
        for (IpAddress clusterIp : service.clusterIps()) {
            IpFamily family = clusterIp.family();
            Set<IpAddress> ready = new HashSet<>();
            for (ServicePort port : service.ports()) {
                for (PortEndpoint endpoint : PortEndpoints.of(port, family, slices)) {
                    SliceEndpoint facts = endpoint.facts();
                    if (facts.ready() && nodeName.equals(facts.nodeName())) {
                        ready.add(facts.address());
                    }
                }
            }
            counts.put(family, ready.size());
        }
        return new Check(service.healthCheckNodePort(), counts);
    }
}
