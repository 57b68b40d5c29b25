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
        for (PortPlan plan : ports) {
            if (plan.family() == family && plan.name().equals(name)) {
                return plan;
            }
        }
        return null;
    }
}
