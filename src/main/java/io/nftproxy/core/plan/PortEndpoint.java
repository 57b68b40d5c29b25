package io.nftproxy.core.plan;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.SliceEndpoint;

/**
 * An endpoint of one service port.
 *
 * @param facts its entry in the EndpointSlice: conditions, node, hints
 */
public record PortEndpoint(Endpoint endpoint, SliceEndpoint facts) {}
