package io.nftproxy.sync;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static String[] shell(String command) {
        return new String[] {"sh", "-c", command};
    }
}
