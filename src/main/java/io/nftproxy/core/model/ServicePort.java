package io.nftproxy.core.model;

/**
 * One entry of {@code Service.spec.ports}.
 *
 * @param name may be empty
 * @param port 1 to 65535
 * @param nodePort 0 if there is none
 */
public record ServicePort(String name, Protocol protocol, int port, int nodePort) {}
