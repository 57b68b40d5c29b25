package io.nftproxy.config;

/** The {@code winkernel} section, for Windows: written back and otherwise unused. */
public record WinKernel(
        String networkName,
        String sourceVip,
        boolean enableDsr,
        String rootHnsEndpointName,
        boolean forwardHealthCheckVip) {}
