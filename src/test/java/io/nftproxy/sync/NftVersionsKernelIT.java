package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.decode.YamlObjects;
import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NamespaceCommands;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.testing.ClusterEvents;
import io.nftproxy.testing.NftListing;
import io.nftproxy.testing.RandomCluster;
import io.nftproxy.testing.RandomCluster.Objects;
import io.nftproxy.testing.SyncWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each version of nft lists the table without an error, and reads its own listing back. The
 * versions are the one on the PATH, and those under {@code /opt/nft} in the virtual machines of
 * {@code src/test/kernels}.
 */
@Tag("kernel-ring")
class NftVersionsKernelIT {
    private static final Path OTHERS = Path.of("/opt/nft");
    private static final int CLUSTERS = 5;

    static List<String> versions() throws IOException {
        List<String> commands = new ArrayList<>(List.of("nft"));
        if (Files.isDirectory(OTHERS)) {
            try (Stream<Path> roots = Files.list(OTHERS)) {
                roots.sorted().map("chroot %s /usr/sbin/nft"::formatted).forEach(commands::add);
            }
        }
        return commands;
    }

    @ParameterizedTest
    @MethodSource("versions")
    void otherReleasesOfNftListTheTableAndReadItBack(String nft) throws Exception {
        for (long seed = 1; seed <= CLUSTERS; seed++) {
            try (SyncWorld world = new SyncWorld();
                    NetworkNamespace other = KernelTests.freshNamespace()) {
                world.full(ClusterEvents.between(Objects.none(), new RandomCluster(seed).next()));
                NamespaceCommands tools = new NamespaceCommands(world.namespace());
                Path listing = Files.createTempFile("listing", ".nft");

                Files.writeString(listing, tools.run(shell(nft + " list table inet kube-proxy")));
                tools.run(shell(nft + " -j list table inet kube-proxy"));

                NamespaceCommands elsewhere = new NamespaceCommands(other);
                assertThat(elsewhere.run(shell(nft + " -f - <" + listing))).isEmpty();
                String again = elsewhere.run(shell(nft + " list table inet kube-proxy"));
                assertThat(NftListing.normalised(again))
                        .isEqualTo(NftListing.normalised(Files.readString(listing)));
                Files.delete(listing);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void listingOfAffinityClientsCanBeReadBack(String nft) throws Exception {
        try (SyncWorld world = new SyncWorld();
                NetworkNamespace other = KernelTests.freshNamespace()) {
            world.full(YamlObjects.delta(STICKY));
            NamespaceCommands tools = new NamespaceCommands(world.namespace());
            for (String command : CONNECTIONS.lines().toList()) {
                tools.run("bash", "-c", command);
            }
            Path listing = Files.createTempFile("listing", ".nft");

            Files.writeString(listing, tools.run(shell(nft + " list table inet kube-proxy")));

            assertThat(Files.readString(listing)).containsPattern("192.168.0.2 .*expires");
            assertThat(new NamespaceCommands(other).run(shell(nft + " -c -f - <" + listing)))
                    .isEmpty();
            Files.delete(listing);
        }
    }

    private static final String CONNECTIONS =
            """
            ip address add 192.168.0.2/32 dev lo
            ip address add fd00:168::2/128 dev lo nodad
            ip route add local 10.96.0.0/16 dev lo src 192.168.0.2
            ip route add local 10.244.0.0/24 dev lo
            ip -6 route add local fd00:96::/64 dev lo src fd00:168::2
            ip -6 route add local fd00:244::/64 dev lo
            echo >/dev/udp/10.96.0.10/53
            echo >/dev/udp/fd00:96::a/53
            """;

    private static final String STICKY =
            """
            apiVersion: v1
            kind: Service
            metadata: {namespace: default, name: dns, creationTimestamp: "2026-01-01T00:00:00Z"}
            spec:
              clusterIP: 10.96.0.10
              clusterIPs: [10.96.0.10, "fd00:96::a"]
              ipFamilies: [IPv4, IPv6]
              sessionAffinity: ClientIP
              sessionAffinityConfig: {clientIP: {timeoutSeconds: 86400}}
              ports: [{name: dns, protocol: UDP, port: 53}]
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {namespace: default, name: dns-4, labels: {kubernetes.io/service-name: dns}}
            addressType: IPv4
            ports: [{name: dns, protocol: UDP, port: 53}]
            endpoints: [{addresses: [10.244.0.11]}]
            ---
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata: {namespace: default, name: dns-6, labels: {kubernetes.io/service-name: dns}}
            addressType: IPv6
            ports: [{name: dns, protocol: UDP, port: 53}]
            endpoints: [{addresses: ["fd00:244::b"]}]
            """;

    private static String[] shell(String command) {
        return new String[] {"sh", "-c", command};
    }
}
