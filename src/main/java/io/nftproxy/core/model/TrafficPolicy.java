package io.nftproxy.core.model;

/** {@code internalTrafficPolicy} or {@code externalTrafficPolicy} of a Service. */
public enum TrafficPolicy {
    CLUSTER("Cluster"),
    LOCAL("Local");

    private final String kubernetesName;

    TrafficPolicy(String kubernetesName) {
        this.kubernetesName = kubernetesName;
    }

    /** Returns the value of the field: {@code Cluster}. */
    public String kubernetesName() {
        return kubernetesName;
    }
}
