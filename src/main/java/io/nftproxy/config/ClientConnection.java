package io.nftproxy.config;

/**
 * How to talk to the API server: the {@code clientConnection} section.
 *
 * @param kubeconfig path of the kubeconfig file; empty: the pod's service account
 * @param acceptContentTypes ignored: the client decides
 * @param contentType ignored: the client decides
 * @param qps requests per second, sustained; negative: no limit
 * @param burst requests at once
 */
public record ClientConnection(
        String kubeconfig, String acceptContentTypes, String contentType, double qps, int burst) {}
