package io.nftproxy.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.decode.YamlObjects;
import io.nftproxy.kernel.NamespaceCommands;
import io.nftproxy.testing.SyncWorld;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands of docs/operations.md, run on a node with a synced table. */
class OperationsPageKernelIT {
    private static final String CLUSTER =
            """
            apiVersion: v1
            kind: Service
            metadata:
              namespace: shop
              name: web
            spec:
              type: NodePort
              clusterIP: "10.96.0.10"
              clusterIPs: ["10.96.0.10"]
              ports:
              - {name: http, protocol: TCP, port: 80, nodePort: 30080}
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata:
              namespace: shop
              name: web-1
              labels:
                kubernetes.io/service-name: web
            addressType: IPv4
            ports:
            - {name: http, protocol: TCP, port: 8080}
            endpoints:
            - {addresses: [10.244.0.11], nodeName: here}
            - {addresses: [10.244.1.12], nodeName: there}
            - {addresses: [10.244.1.13], nodeName: there}
            """;

    @Test
    void commandsOfThePageWork() throws Exception {
        List<String> commands =
                Page.of("operations.md").commands().stream()
                        .filter(command -> command.matches("(nft|conntrack|sysctl) .*"))
                        .toList();
        assertThat(commands).hasSizeGreaterThan(10);

        try (SyncWorld world = new SyncWorld()) {
            world.full(YamlObjects.delta(CLUSTER));
            NamespaceCommands shell = new NamespaceCommands(world.namespace());
            StringBuilder answers = new StringBuilder();
            for (String command : commands) {
                answers.append(shell.run("sh", "-c", command));
            }

            assertThat(answers)
                    .contains("goto cluster-3")
                    .contains("10.96.0.10 . tcp . 80 . 0 : 10.244.0.11 . 8080")
                    .contains("inet kube-proxy")
                    .doesNotContain("table inet look");
        }
    }
}
