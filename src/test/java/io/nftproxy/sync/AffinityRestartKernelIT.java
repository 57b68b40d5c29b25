package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.decode.YamlObjects;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.testing.SyncWorld;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pools with session affinity that appear, change or disappear while no proxy runs. */
@Tag("kernel-ring")
class AffinityRestartKernelIT {
    private final SyncWorld world;

    AffinityRestartKernelIT() throws Exception {
        world = new SyncWorld();
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** A map of clients that the commit deletes must not be read again after it. */
    @ParameterizedTest
    @CsvSource({"Local, Cluster", "Cluster, Local", "Local, Local", "Cluster, Cluster"})
    void theFirstSyncSucceedsAfterPolicyAndEndpointsChanged(String before, String after)
            throws Exception {
        for (String family : List.of("IPv4", "IPv6")) {
            world.full(YamlObjects.delta(service(family, before) + "---\n" + slice(family, 11)));
            world.apply(YamlObjects.delta(service(family, after) + "---\n" + slice(family, 12)));

            world.restart();

            assertThat(world.restart()).isEqualTo(CommitReport.NOTHING);
        }
    }

    private static String service(String family, String policy) {
        return """
        apiVersion: v1
        kind: Service
        metadata: {namespace: default, name: %1$s, creationTimestamp: "2026-01-01T00:00:00Z"}
        spec:
          clusterIP: "%2$s"
          clusterIPs: ["%2$s"]
          ipFamilies: [%3$s]
          internalTrafficPolicy: %4$s
          sessionAffinity: ClientIP
          sessionAffinityConfig: {clientIP: {timeoutSeconds: 600}}
          ports: [{name: http, protocol: TCP, port: 80}]
        """
                .formatted(
                        name(family),
                        family.equals("IPv4") ? "10.96.0.10" : "fd00:96::a",
                        family,
                        policy);
    }

    private static String slice(String family, int host) {
        String network = family.equals("IPv4") ? "10.244.0." : "fd00:244::";
        return """
        apiVersion: discovery.k8s.io/v1
        kind: EndpointSlice
        metadata: {namespace: default, name: %1$s-1, labels: {kubernetes.io/service-name: %1$s}}
        addressType: %2$s
        ports: [{name: http, protocol: TCP, port: 8080}]
        endpoints:
        - {addresses: ["%3$s%4$d"], nodeName: here}
        - {addresses: ["%3$s77"], nodeName: elsewhere}
        """
                .formatted(name(family), family, network, host);
    }

    private static String name(String family) {
        return family.equals("IPv4") ? "web" : "web6";
    }
}
