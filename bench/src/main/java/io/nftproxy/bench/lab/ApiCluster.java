package io.nftproxy.bench.lab;

import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.EmbeddedApiServer;

/** A cluster behind an API server that speaks real HTTP, in the calling thread's namespace. */
public final class ApiCluster implements AutoCloseable {
    /** With the default that a real API server adds. */
    private static final String AFFINITY =
            "\"ClientIP\", \"sessionAffinityConfig\": {\"clientIP\": {\"timeoutSeconds\": 10800}}";

    private final Cluster cluster;
    private final EmbeddedApiServer api;

    public ApiCluster(Cluster cluster) throws Exception {
        this.cluster = cluster;
        this.api = EmbeddedApiServer.start();
        api.put(
                ApiResource.NODES,
                """
                {"kind": "Node", "apiVersion": "v1", "metadata": {"name": "bench-node"},
                 "status": {"addresses": [{"type": "InternalIP", "address": "%s"}]}}
                """
                        .formatted(Cluster.NODE_ADDRESS));
        for (int i = 0; i < cluster.services(); i++) {
            putService(i);
            putSlice(i, 0);
        }
    }

    public String url() {
        return api.url();
    }

    public void putService(int i) {
        api.put(
                ApiResource.SERVICES,
                """
                {"kind": "Service", "apiVersion": "v1",
                 "metadata": {"namespace": "bench", "name": "svc-%d", "uid": "c0ffee-%d",
                  "creationTimestamp": "2026-01-01T00:00:00Z"},
                 "spec": {"type": "%s", "clusterIP": "%s", "clusterIPs": ["%s"],
                  "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack",
                  "internalTrafficPolicy": "Cluster", "sessionAffinity": %s,
                  "ports": [{"protocol": "TCP", "port": 80%s}]}}
                """
                        .formatted(
                                i,
                                i,
                                cluster.hasNodePort(i) ? "NodePort" : "ClusterIP",
                                cluster.clusterIp(i),
                                cluster.clusterIp(i),
                                cluster.hasAffinity(i) ? AFFINITY : "\"None\"",
                                cluster.hasNodePort(i)
                                        ? ", \"nodePort\": " + Cluster.NODE_PORT
                                        : ""));
    }

    /**
     * @param replaced how many of its endpoints are others than at first
     */
    public void putSlice(int i, int replaced) {
        StringBuilder endpoints = new StringBuilder();
        for (int e = 0; e < cluster.endpoints(); e++) {
            endpoints.append(e == 0 ? "" : ",\n");
            endpoints.append("{\"addresses\": [\"").append(cluster.endpoint(i, e, replaced));
            endpoints.append("\"], \"nodeName\": \"elsewhere\", \"conditions\": ");
            endpoints.append("{\"ready\": true, \"serving\": true, \"terminating\": false}}");
        }
        api.put(
                ApiResource.ENDPOINT_SLICES,
                """
                {"kind": "EndpointSlice", "apiVersion": "discovery.k8s.io/v1",
                 "metadata": {"namespace": "bench", "name": "svc-%d-x",
                  "labels": {"kubernetes.io/service-name": "svc-%d"}},
                 "addressType": "IPv4",
                 "ports": [{"name": "", "protocol": "TCP", "port": %d}],
                 "endpoints": [%s]}
                """
                        .formatted(i, i, Cluster.TARGET_PORT, endpoints));
    }

    /** Adds or replaces the Service {@code bench/probe} with this one endpoint. */
    public void putProbe(String endpoint) {
        api.put(
                ApiResource.SERVICES,
                """
                {"kind": "Service", "apiVersion": "v1",
                 "metadata": {"namespace": "bench", "name": "probe", "uid": "c0ffee-probe",
                  "creationTimestamp": "2026-01-01T00:00:00Z"},
                 "spec": {"type": "ClusterIP", "clusterIP": "%s", "clusterIPs": ["%s"],
                  "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack",
                  "internalTrafficPolicy": "Cluster", "sessionAffinity": "None",
                  "ports": [{"protocol": "TCP", "port": 80}]}}
                """
                        .formatted(Cluster.PROBE_IP, Cluster.PROBE_IP));
        putProbeSlice(endpoint);
    }

    /** Replaces the one endpoint of {@code bench/probe}. */
    public void putProbeSlice(String endpoint) {
        api.put(
                ApiResource.ENDPOINT_SLICES,
                """
                {"kind": "EndpointSlice", "apiVersion": "discovery.k8s.io/v1",
                 "metadata": {"namespace": "bench", "name": "probe-x",
                  "labels": {"kubernetes.io/service-name": "probe"}},
                 "addressType": "IPv4",
                 "ports": [{"name": "", "protocol": "TCP", "port": %d}],
                 "endpoints": [{"addresses": ["%s"], "nodeName": "elsewhere", "conditions":
                  {"ready": true, "serving": true, "terminating": false}}]}
                """
                        .formatted(Network.PROBE_PORT, endpoint));
    }

    /** Deletes {@code bench/probe}. */
    public void deleteProbe() {
        api.delete(ApiResource.SERVICES, "bench", "probe");
        api.delete(ApiResource.ENDPOINT_SLICES, "bench", "probe-x");
    }

    @Override
    public void close() {
        api.close();
    }
}
