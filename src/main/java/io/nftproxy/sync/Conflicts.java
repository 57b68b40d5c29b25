package io.nftproxy.sync;

import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.plan.ServicePlan;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports, once for each frontend, that a Service claims one that an older Service owns. */
public final class Conflicts implements CommitFollower {
    private static final Logger LOG = LoggerFactory.getLogger(Conflicts.class);

    private final EventSink events;
    private final Map<ObjectName, Set<FrontendKey>> known = new HashMap<>();

    public Conflicts(EventSink events) {
        this.events = events;
    }

    @Override
    public void onCommitted(Commit commit) {
        for (ServicePlan plan : commit.plans()) {
            Service service = commit.cluster().service(plan.service());
            if (service == null) {
                known.remove(plan.service());
            } else {
                compare(service, commit.cluster().lostBy(service));
            }
        }
    }

    private void compare(Service service, Map<FrontendKey, ObjectName> lost) {
        Set<FrontendKey> before =
                lost.isEmpty()
                        ? known.remove(service.name())
                        : known.put(service.name(), Set.copyOf(lost.keySet()));
        lost.forEach(
                (key, owner) -> {
                    if (before == null || !before.contains(key)) {
                        report(service, key, owner);
                    }
                });
    }

    private void report(Service service, FrontendKey key, ObjectName owner) {
        String message = key + " is not proxied for this Service: Service " + owner + " owns it";
        LOG.warn("Service {}: {}", service.name(), message);
        events.post(
                ClusterEvent.ofService(
                        service.name(),
                        service.uid(),
                        "FrontendConflict",
                        ClusterEvent.SYNC_PROXY_RULES,
                        message));
    }
}
