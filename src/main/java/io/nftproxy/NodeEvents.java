package io.nftproxy;

import io.nftproxy.event.ClusterEvent;
import io.nftproxy.event.EventSink;
import io.nftproxy.health.WarningEvents;
import io.nftproxy.model.ObjectName;

/** Warnings of servers as Kubernetes Events. */
record NodeEvents(EventSink events, String nodeName) implements WarningEvents {
    private static final String ACTION = "StartKubeProxy";

    @Override
    public void aboutNode(String reason, String message) {
        events.post(
                ClusterEvent.ofNode(nodeName, ClusterEvent.Type.WARNING, reason, ACTION, message));
    }

    @Override
    public void aboutService(ObjectName service, String reason, String message) {
        events.post(
                ClusterEvent.ofService(
                        service.namespace(),
                        service.name(),
                        "",
                        ClusterEvent.Type.WARNING,
                        reason,
                        ACTION,
                        message));
    }
}
