package io.nftproxy.model;

import java.util.List;

/**
 * An EndpointSlice of a Service.
 *
 * @param service from the label {@code kubernetes.io/service-name}
 * @param triggerTimeNanos {@code endpoints.kubernetes.io/last-change-trigger-time}, Unix time in
 *     nanoseconds; 0 if absent
 */
public record EndpointSlice(
        ObjectName name,
        ObjectName service,
        IpFamily family,
        List<SlicePort> ports,
        List<SliceEndpoint> endpoints,
        long triggerTimeNanos) {
    public EndpointSlice {
        ports = List.copyOf(ports);
        endpoints = List.copyOf(endpoints);
    }
}
