package io.nftproxy.core.model;

/**
 * One port of an EndpointSlice.
 *
 * @param name equals the Service port's name; may be empty
 * @param port 1 to 65535
 */
public record SlicePort(String name, Protocol protocol, int port) {}
