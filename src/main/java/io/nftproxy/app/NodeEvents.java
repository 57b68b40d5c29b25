package io.nftproxy.app;

import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.serve.health.WarningEvents;

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
