package io.nftproxy.serve.health;

import io.nftproxy.core.model.ObjectName;

/**
 * Takes Kubernetes Events of type Warning. Called on the thread of the ports: an implementation
 * hands them on and does not wait for the API server.
 */
public interface WarningEvents {

    /** About the own Node, for example with reason {@code FailedToStartMetricServer}. */
    void aboutNode(String reason, String message);

    /** About a Service, for example with reason {@code FailedToStartServiceHealthcheck}. */
    void aboutService(ObjectName service, String reason, String message);
}
