package io.nftproxy.tools.demo;

import io.nftproxy.tools.apiserver.ApiResource;
import io.nftproxy.tools.apiserver.EmbeddedApiServer;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** The cluster in the API server: one node, and Service {@code shop/web}. */
final class DemoCluster implements AutoCloseable {
    static final String NODE = "node-1";
    static final String CLUSTER_IP = "10.96.0.10";
    static final int PORT = 80;
    static final int NODE_PORT = 30080;

    private final EmbeddedApiServer api;

    private DemoCluster(EmbeddedApiServer api) {
        this.api = api;
    }

    /** Starts the API server with a Node and a ServiceCIDR, and without the Service. */
    static DemoCluster start() throws DemoProblem {
        try {
            DemoCluster cluster = new DemoCluster(EmbeddedApiServer.start());
            cluster.api.put(
                    ApiResource.NODES,
                    """
                    {
                      "metadata": {"name": "%s"},
                      "status": {"addresses": [{"type": "InternalIP", "address": "%s"}]}
                    }
                    """
                            .formatted(NODE, DemoNetwork.NODE_ADDRESS));
            cluster.api.put(
                    ApiResource.SERVICE_CIDRS,
                    """
                    {"metadata": {"name": "kubernetes"}, "spec": {"cidrs": ["%s"]}}
                    """
                            .formatted(DemoNetwork.SERVICE_CIDR));
            return cluster;
        } catch (IOException e) {
            throw new DemoProblem("cannot start its API server: " + e.getMessage());
        }
    }

    /** Returns the URL of the API server, {@code http://127.0.0.1:40123}. */
    String url() {
        return api.url();
    }

    void putService(boolean withNodePort) {
        String type = withNodePort ? "NodePort" : "ClusterIP";
        String nodePort = withNodePort ? ", \"nodePort\": " + NODE_PORT : "";
        api.put(
                ApiResource.SERVICES,
                """
                {
                  "metadata": {
                    "namespace": "shop", "name": "web",
                    "creationTimestamp": "2026-01-01T00:00:00Z"
                  },
                  "spec": {
                    "type": "%s", "clusterIP": "%s", "clusterIPs": ["%s"],
                    "ports": [{"name": "http", "protocol": "TCP", "port": %d%s}]
                  }
                }
                """
                        .formatted(type, CLUSTER_IP, CLUSTER_IP, PORT, nodePort));
    }

    /** Replaces the Service's endpoints; those named are not ready. */
    void putEndpoints(Collection<Pod> pods, Set<String> notReady) {
        String endpoints =
                pods.stream()
                        .map(pod -> endpoint(pod, !notReady.contains(pod.name())))
                        .collect(Collectors.joining(",\n"));
        api.put(
                ApiResource.ENDPOINT_SLICES,
                """
                {
                  "metadata": {
                    "namespace": "shop", "name": "web-x7k2p",
                    "labels": {"kubernetes.io/service-name": "web"}
                  },
                  "addressType": "IPv4",
                  "ports": [{"name": "http", "protocol": "TCP", "port": %d}],
                  "endpoints": [
                %s]
                }
                """
                        .formatted(Pod.PORT, endpoints));
    }

    private static String endpoint(Pod pod, boolean ready) {
        return """
        {
          "addresses": ["%s"], "nodeName": "%s",
          "conditions": {"ready": %b, "serving": %b, "terminating": false}
        }"""
                .formatted(pod.address(), NODE, ready, ready);
    }

    @Override
    public void close() {
        api.close();
    }
}
