package io.nftproxy.bench.lab;

import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.EmbeddedApiServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A cluster behind an embedded API server in the calling thread's namespace. */
public final class ApiCluster implements AutoCloseable {
    /** A Service, with the defaults that a real API server adds. */
    private static final String AFFINITY =
            "\"ClientIP\", \"sessionAffinityConfig\": {\"clientIP\": {\"timeoutSeconds\": 10800}}";

    private static final String NO_AFFINITY = "\"None\"";

    private static final String ENDPOINT =
            """
            {"addresses": ["%s"], "nodeName": "elsewhere", "conditions":
             {"ready": true, "serving": true, "terminating": false}}""";

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
        boolean nodePort = cluster.hasNodePort(i);
        putService(
                "svc-" + i,
                nodePort ? "NodePort" : "ClusterIP",
                cluster.clusterIp(i),
                cluster.hasAffinity(i) ? AFFINITY : NO_AFFINITY,
                nodePort ? ", \"nodePort\": " + Cluster.NODE_PORT : "");
    }

    private void putService(
            String name, String type, String clusterIp, String affinity, String nodePort) {
        api.put(
                ApiResource.SERVICES,
                """
                {"kind": "Service", "apiVersion": "v1",
                 "metadata": {"namespace": "bench", "name": "%1$s", "uid": "c0ffee-%1$s",
                  "creationTimestamp": "2026-01-01T00:00:00Z"},
                 "spec": {"type": "%2$s", "clusterIP": "%3$s", "clusterIPs": ["%3$s"],
                  "ipFamilies": ["IPv4"], "ipFamilyPolicy": "SingleStack",
                  "internalTrafficPolicy": "Cluster", "sessionAffinity": %4$s,
                  "ports": [{"protocol": "TCP", "port": 80%5$s}]}}
                """
                        .formatted(name, type, clusterIp, affinity, nodePort));
    }

    /**
     * @param replaced the number of endpoints that differ from the initial ones
     */
    public void putSlice(int i, int replaced) {
        List<String> addresses = new ArrayList<>();
        for (int e = 0; e < cluster.endpoints(); e++) {
            addresses.add(cluster.endpoint(i, e, replaced));
        }
        putSlice("svc-" + i, Cluster.TARGET_PORT, addresses);
    }

    private void putSlice(String service, int port, List<String> addresses) {
        String endpoints =
                addresses.stream().map(ENDPOINT::formatted).collect(Collectors.joining(",\n"));
        api.put(
                ApiResource.ENDPOINT_SLICES,
                """
                {"kind": "EndpointSlice", "apiVersion": "discovery.k8s.io/v1",
                 "metadata": {"namespace": "bench", "name": "%1$s-x",
                  "labels": {"kubernetes.io/service-name": "%1$s"}},
                 "addressType": "IPv4",
                 "ports": [{"name": "", "protocol": "TCP", "port": %2$d}],
                 "endpoints": [%3$s]}
                """
                        .formatted(service, port, endpoints));
    }

    /** Adds or replaces the Service {@code bench/probe} with this one endpoint. */
    public void putProbe(String endpoint) {
        putService("probe", "ClusterIP", Cluster.PROBE_IP, NO_AFFINITY, "");
        putProbeSlice(endpoint);
    }

    /** Replaces the one endpoint of {@code bench/probe}. */
    public void putProbeSlice(String endpoint) {
        putSlice("probe", Network.PROBE_PORT, List.of(endpoint));
    }

    /** Adds or replaces any object. */
    public void put(ApiResource resource, String json) {
        api.put(resource, json);
    }

    /** Deletes an object of the namespace {@code bench}. */
    public void delete(ApiResource resource, String name) {
        api.delete(resource, "bench", name);
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
