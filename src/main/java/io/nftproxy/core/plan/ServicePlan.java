package io.nftproxy.core.plan;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.ServicePortName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The plan of a Service: of each of its ports, in each family. */
public record ServicePlan(ObjectName service, List<IpAddress> clusterIps, List<PortPlan> ports) {
    public ServicePlan {
        clusterIps = List.copyOf(clusterIps);
        ports = List.copyOf(ports);
    }

    /** Returns the empty plan of a Service that does not exist. */
    public static ServicePlan absent(ObjectName service) {
        return new ServicePlan(service, List.of(), List.of());
    }

    public boolean isAbsent() {
        return clusterIps.isEmpty() && ports.isEmpty();
    }

    /** Returns the plan of a port in a family; null if there is none. */
    public @Nullable PortPlan port(ServicePortName name, IpFamily family) {
        return port(name, family, 0);
    }

    /**
     * Returns the plan of a port in a family; null if there is none.
     *
     * @param likely the index where the search starts, of any size. For a caller that asks for the
     *     ports in the order of another plan of the Service it is the index there: so a Service
     *     with 1,000 ports needs no million comparisons
     */
    public @Nullable PortPlan port(ServicePortName name, IpFamily family, int likely) {
        for (int i = 0; i < ports.size(); i++) {
            PortPlan plan = ports.get((likely + i) % ports.size());
            if (plan.family() == family && plan.name().equals(name)) {
                return plan;
            }
        }
        return null;
    }
}
