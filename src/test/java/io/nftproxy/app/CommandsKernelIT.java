package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.tools.apiserver.ApiResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands that ask a daemon, on a node with a real kernel. */
class CommandsKernelIT {
    private LiveNode node;

    @BeforeEach
    void start() throws Exception {
        node = new LiveNode();
        node.api()
                .put(
                        ApiResource.NODES,
                        """
                        {"metadata": {"name": "node-1",
                           "labels": {"topology.kubernetes.io/zone": "a"}},
                         "status": {"addresses":
                           [{"type": "InternalIP", "address": "192.0.2.1"}]}}
                        """);
        service("web", "10.96.0.10", ", \"sessionAffinity\": \"ClientIP\"");
        service("empty", "10.96.0.11", "");
        node.api()
                .put(
                        ApiResource.ENDPOINT_SLICES,
                        """
                        {"metadata": {"name": "web-1", "namespace": "shop",
                           "labels": {"kubernetes.io/service-name": "web"}},
                         "addressType": "IPv4",
                         "ports": [{"name": "http", "protocol": "TCP", "port": 8080}],
                         "endpoints": [
                           {"addresses": ["10.244.0.7"], "nodeName": "node-1",
                            "conditions": {"ready": true}},
                           {"addresses": ["10.244.1.8"], "nodeName": "node-2",
                            "conditions": {"ready": false}}]}
                        """);
        node.start();
    }

    private void service(String name, String address, String more) {
        node.api()
                .put(
                        ApiResource.SERVICES,
                        """
                        {"metadata": {"name": "%s", "namespace": "shop"},
                         "spec": {"type": "NodePort", "clusterIP": "%s", "clusterIPs": ["%s"],
                           "ipFamilies": ["IPv4"]%s,
                           "ports": [{"name": "http", "protocol": "TCP", "port": 80%s}]}}
                        """
                                .formatted(
                                        name,
                                        address,
                                        address,
                                        more,
                                        name.equals("web") ? ", \"nodePort\": 30080" : ""));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
    }

    @Test
    void servicesAreListedWithTheirEndpointsAndProblems() throws Exception {
        assertThat(node.run("services"))
                .isEqualTo(
                        new LiveNode.Result(
                                0,
                                """
                                NAMESPACE   NAME         TYPE        ADDRESS                   POLICY    USED/READY/ALL   CLIENTS   PROBLEM
                                shop        empty:http   ClusterIP   10.96.0.11:80/TCP         Cluster   0/0/0            -         no endpoints: rejected
                                shop        web:http     NodePort    10.96.0.10:80:30080/TCP   Cluster   1/1/2            0         <none>
                                """));
        assertThat(node.run("services", "-n", "other").text()).isEqualTo("No Services found.\n");
    }

    @Test
    void servicesAreListedAsJson() throws Exception {
        assertThat(node.run("services", "-n", "shop", "-o", "json").text())
                .startsWith("{\"services\":[{\"namespace\":\"shop\",\"name\":\"empty\",")
                .contains("\"addresses\":[\"10.96.0.10:80/TCP\",\"node:30080/TCP\"]")
                .contains("\"problems\":[{\"reason\":\"NoEndpoints\",");
    }

    @Test
    void statusShowsTheSyncs() throws Exception {
        LiveNode.Result status = node.run("status");

        System.out.println(status.text());
        assertThat(status.status()).isZero();
        assertThat(status.text())
                .contains("Node:             node-1\n")
                .contains("State:            in sync\n")
                .contains("Services:         2, in 1 EndpointSlices\n")
                .contains("operations in")
                .contains("Quarantined:      none\n");
    }

    @Test
    void aWrongCommandLineIsRefused() throws Exception {
        assertThat(node.run("services", "--nonsense"))
                .isEqualTo(new LiveNode.Result(2, "nftproxy services: unknown flag: --nonsense\n"));
        assertThat(node.run("services", "-o", "yaml").status()).isEqualTo(2);
        assertThat(node.run("status", "shop/web").status()).isEqualTo(2);
    }
}
