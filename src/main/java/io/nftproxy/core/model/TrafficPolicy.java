package io.nftproxy.core.model;

/** {@code internalTrafficPolicy} or {@code externalTrafficPolicy} of a Service. */
public enum TrafficPolicy {
    CLUSTER,
    LOCAL
}
