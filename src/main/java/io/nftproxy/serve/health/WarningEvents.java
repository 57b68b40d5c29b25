package io.nftproxy.serve.health;

import io.nftproxy.core.model.ObjectName;

/**
 * Posts Kubernetes Events of type Warning. Called on the thread that binds ports, so an
 * implementation queues them and does not wait for the API server.
 */
public interface WarningEvents {

    /**
     * Posts an Event about this Node, for example with reason {@code FailedToStartMetricServer}.
     */
    void aboutNode(String reason, String message);

    /**
     * Posts an Event about a Service, for example with reason {@code
     * FailedToStartServiceHealthcheck}.
     */
    void aboutService(ObjectName service, String reason, String message);
}
