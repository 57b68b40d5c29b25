package io.nftproxy.topology;

import io.nftproxy.model.Endpoint;
import io.nftproxy.model.SliceEndpoint;

/**
 * An endpoint of one service port.
 *
 * @param facts what its slice says of it
 */
public record PortEndpoint(Endpoint endpoint, SliceEndpoint facts) {}
