package io.nftproxy.sync;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.plan.ServicePlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the owner of a Service that somebody else has its address, once for each address. */
public final class Conflicts implements AppliedListener {
    private static final Logger LOG = LoggerFactory.getLogger(Conflicts.class);

    private final EventSink events;
    private final Map<ObjectName, Set<FrontendKey>> known = new HashMap<>();

    public Conflicts(EventSink events) {
        this.events = events;
    }

    @Override
    public void applied(ClusterState cluster, List<ServicePlan> changed, boolean full) {
        for (ServicePlan plan : changed) {
            Service service = cluster.service(plan.service());
            Map<FrontendKey, ObjectName> lost =
                    service == null ? Map.of() : cluster.lostBy(service);
            Set<FrontendKey> before = known.getOrDefault(plan.service(), Set.of());
            if (service != null) {
                lost.forEach(
                        (key, owner) -> {
                            if (!before.contains(key)) {
                                tell(service, key, owner);
                            }
                        });
            }
            if (lost.isEmpty()) {
                known.remove(plan.service());
            } else {
                known.put(plan.service(), Set.copyOf(lost.keySet()));
            }
        }
    }

    private void tell(Service service, FrontendKey key, ObjectName owner) {
        String message = key + " is not proxied for this Service: Service " + owner + " has it";
        LOG.warn("Service {}: {}", service.name(), message);
        events.post(
                ClusterEvent.ofService(
                        service.name().namespace(),
                        service.name().name(),
                        service.uid(),
                        ClusterEvent.Type.WARNING,
                        "FrontendConflict",
                        "SyncProxyRules",
                        message));
    }
}
