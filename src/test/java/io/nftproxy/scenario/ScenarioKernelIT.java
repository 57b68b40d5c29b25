package io.nftproxy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.kernel.Nft;
import io.nftproxy.testing.NftListing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The expected tables of scenarios, loaded and listed by nft. */
@Tag("kernel-ring")
class ScenarioKernelIT {

    static List<Path> tables() {
        return Scenario.all().stream()
                .flatMap(scenario -> Scenario.list(scenario.folder()).stream())
                .filter(file -> file.toString().endsWith(".nft"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void nftListsTheExpectedTable(Path table) throws Exception {
        try (NetworkNamespace namespace = KernelTests.freshNamespace()) {
            Nft nft = new Nft(namespace);
            String text = Files.readString(table);
            nft.load(text);
            assertThat(NftListing.normalised(nft.listTable()))
                    .isEqualTo(NftListing.normalised(text));
        }
    }
}
