package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.decode.YamlObjects;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.kernel.NamespaceCommands;
import io.nftproxy.kernel.NetlinkFlowTable;
import io.nftproxy.kernel.NetlinkSocket;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.testing.SyncWorld;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** UDP Services that changed while no proxy ran, or while another process flushed conntrack. */
@Tag("kernel-ring")
class FlowsAfterStartKernelIT {
    @Test
    void flowsOfObjectsDeletedWhileNoProxyRanAreRemoved() throws Exception {
        BlockingQueue<Integer> deleted = new LinkedBlockingQueue<>();
        try (SyncWorld world = new SyncWorld();
                NetlinkFlowTable flows = flows(world);
                FlowCleaner cleaner =
                        new FlowCleaner(
                                flows,
                                () -> Set.of(IpAddress.of("192.168.0.2")),
                                (family, nanos, count) -> deleted.add(count))) {
            world.full(YamlObjects.delta(dns("kept", "10.96.0.10", 0, "10.244.1.7, 10.244.1.8")));
            world.some(YamlObjects.delta(dns("gone", "10.96.0.11", 30053, "10.244.1.9")));
            NamespaceCommands tools = new NamespaceCommands(world.namespace());
            insert(tools, "10.96.0.10", 53, "10.244.1.7");
            insert(tools, "10.96.0.10", 53, "10.244.1.8");
            insert(tools, "10.96.0.11", 53, "10.244.1.9");
            insert(tools, "192.168.0.2", 30053, "10.244.1.9");
            insert(tools, "192.168.0.3", 30053, "10.244.1.9");
            insert(tools, "10.96.0.12", 53, "10.244.1.9");

            world.apply(
                    YamlObjects.delta(
                            dns("kept", "10.96.0.10", 0, "10.244.1.8")
                                    + "---\n{kind: Service, deleted: true,"
                                    + " metadata: {namespace: default, name: gone}}\n"));
            world.restart(cleaner);
            cleaner.start();

            assertThat(deleted.poll(20, TimeUnit.SECONDS)).isEqualTo(3);
            assertThat(tools.run("conntrack", "-L", "-p", "udp"))
                    .contains("src=10.244.1.8", "dst=192.168.0.3", "dst=10.96.0.12")
                    .doesNotContain("src=10.244.1.7", "dst=10.96.0.11", "dst=192.168.0.2 ");
        }
    }

    @Test
    void staleFlowsAreRemovedWhileAnotherProcessFlushesConntrack() throws Exception {
        BlockingQueue<Integer> deleted = new LinkedBlockingQueue<>();
        try (SyncWorld world = new SyncWorld();
                NetlinkFlowTable flows = flows(world);
                FlowCleaner cleaner =
                        new FlowCleaner(
                                flows, Set::of, (family, nanos, count) -> deleted.add(count))) {
            world.full(YamlObjects.delta(dns("kept", "10.96.0.10", 0, "10.244.1.8")));
            NamespaceCommands tools = new NamespaceCommands(world.namespace());
            AtomicBoolean stopped = new AtomicBoolean();
            Thread flusher =
                    Thread.ofPlatform()
                            .daemon()
                            .start(
                                    () -> {
                                        while (!stopped.get()) {
                                            tools.run("conntrack", "-F");
                                        }
                                    });
            cleaner.start();
            for (int i = 0; i < 10; i++) {
                insert(tools, "10.96.0.10", 53, "10.244.1." + (10 + i));
                world.restart(cleaner);
                assertThat(deleted.poll(20, TimeUnit.SECONDS)).isNotNull();
            }
            stopped.set(true);
            flusher.join();
            insert(tools, "10.96.0.10", 53, "10.244.1.7");
            insert(tools, "10.96.0.10", 53, "10.244.1.8");
            world.restart(cleaner);

            assertThat(deleted.poll(20, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(tools.run("conntrack", "-L", "-p", "udp"))
                    .contains("src=10.244.1.8")
                    .doesNotContain("src=10.244.1.7");
        }
    }

    private static void insert(NamespaceCommands tools, String to, int port, String by) {
        String command =
                "conntrack -I -p udp -t 600 -s 10.0.0.%d -d %s --sport 40000 --dport %d -r %s -q"
                        + " 10.0.0.%d --reply-port-src 53 --reply-port-dst 40000";
        int client = Math.abs((to + by).hashCode()) % 200 + 1;
        tools.run(command.formatted(client, to, port, by, client).split(" "));
    }

    private static NetlinkFlowTable flows(SyncWorld world) throws Exception {
        try (NetworkNamespace.Scope _ = world.namespace().enter()) {
            return new NetlinkFlowTable(NetlinkSocket.open());
        }
    }

    private static String dns(String name, String address, int nodePort, String endpoints) {
        return """
        apiVersion: v1
        kind: Service
        metadata: {namespace: default, name: %1$s, creationTimestamp: "2026-01-01T00:00:00Z"}
        spec:
          type: NodePort
          clusterIP: %2$s
          clusterIPs: [%2$s]
          ports: [{name: dns, protocol: UDP, port: 53, nodePort: %3$d}]
        ---
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {namespace: default, name: %1$s-1, labels: {kubernetes.io/service-name: %1$s}}
        addressType: IPv4
        ports: [{name: dns, protocol: UDP, port: 53}]
        endpoints: [%4$s]
        """
                .formatted(
                        name,
                        address,
                        nodePort,
                        endpoints.replaceAll("[0-9.]+", "{addresses: [$0]}"));
    }
}
