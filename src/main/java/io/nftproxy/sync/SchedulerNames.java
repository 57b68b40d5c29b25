package io.nftproxy.sync;

import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Scheduler;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.plan.ServicePlan;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports Services whose annotation {@code nftproxy.io/scheduler} names a scheduler that does not
 * exist here, once for each name.
 */
public final class SchedulerNames implements CommitFollower {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerNames.class);

    private final EventSink events;
    private final Map<ObjectName, String> reported = new HashMap<>();

    public SchedulerNames(EventSink events) {
        this.events = events;
    }

    @Override
    public void onCommitted(Commit commit) {
        for (ServicePlan plan : commit.plans()) {
            Service service = commit.cluster().service(plan.service());
            if (service == null || Scheduler.isName(service.scheduler())) {
                reported.remove(plan.service());
            } else if (!service.scheduler().equals(reported.get(plan.service()))) {
                reported.put(plan.service(), service.scheduler());
                report(service);
            }
        }
    }

    private void report(Service service) {
        Scheduler nearest = Scheduler.nearest(service.scheduler());
        String message =
                nearest == null
                        ? "Unknown scheduler \"%s\"; endpoints are chosen at random"
                                .formatted(service.scheduler())
                        : "Scheduler %s is not available; using %s"
                                .formatted(service.scheduler(), nearest);
        LOG.warn("Service {}: {}", service.name(), message);
        events.post(
                ClusterEvent.ofService(
                        service.name(),
                        service.uid(),
                        "SchedulerNotAvailable",
                        ClusterEvent.SYNC_PROXY_RULES,
                        message));
    }
}
