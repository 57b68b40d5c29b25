package io.nftproxy.config;

/**
 * The {@code detectLocal} section: what the two interface modes of {@link DetectLocalMode} need.
 *
 * @param bridgeInterface an interface name, {@code cni0}; empty: none
 * @param interfaceNamePrefix how interface names begin, {@code veth}; empty: none
 */
public record DetectLocal(String bridgeInterface, String interfaceNamePrefix) {}
