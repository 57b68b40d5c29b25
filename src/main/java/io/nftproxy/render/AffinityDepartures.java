package io.nftproxy.render;

import io.nftproxy.model.Endpoint;
import io.nftproxy.model.IpFamily;
import io.nftproxy.plan.PortPlan;
import io.nftproxy.plan.ServicePlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Finds the pools of session affinity that somebody left. */
public final class AffinityDepartures {
    private AffinityDepartures() {}

    /** Pools that exist before and after, and lost a member. */
    static List<PoolDeparture> between(ServicePlan before, ServicePlan after) {
        List<PoolDeparture> departures = new ArrayList<>();
        for (PortPlan held : before.ports()) {
            PortPlan wanted = after.port(held.name(), held.family());
            if (wanted == null || !held.hasAffinity() || !wanted.hasAffinity()) {
                continue;
            }
            if (someoneLeft(held.cluster(), wanted.cluster())) {
                departures.add(pool(wanted, false));
            }
            if (someoneLeft(held.local(), wanted.local())) {
                departures.add(pool(wanted, true));
            }
        }
        return departures;
    }

    /** All pools of a plan: after a start nobody knows who left while we were away. */
    public static List<PoolDeparture> all(ServicePlan plan) {
        List<PoolDeparture> pools = new ArrayList<>();
        for (PortPlan port : plan.ports()) {
            if (port.hasAffinity()) {
                pools.add(pool(port, false));
                pools.add(pool(port, true));
            }
        }
        return pools;
    }

    private static boolean someoneLeft(List<Endpoint> before, List<Endpoint> after) {
        return !after.isEmpty() && !new HashSet<>(after).containsAll(before);
    }

    private static PoolDeparture pool(PortPlan port, boolean local) {
        AffinityNames names = AffinityNames.of(port.name(), port.family());
        List<Endpoint> members = local ? port.local() : port.cluster();
        return new PoolDeparture(
                AffinityRenderer.clients(names.clients(local), port.family()),
                port.family() == IpFamily.IPV4
                        ? null
                        : AffinityRenderer.clientPorts(names.clientPorts(local)),
                new HashSet<>(members));
    }
}
