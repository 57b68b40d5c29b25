package io.nftproxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.Cidr;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The file that kubeadm writes, in which each zero means the default. */
class KubeadmConfigTest {
    private static final Path FILE =
            Path.of(
                    System.getProperty("project.dir", "."),
                    "src/test/resources/config/kubeadm.yaml");

    @Test
    void kubeadmFileDiffersFromTheDefaultsInTwoFields() throws IOException {
        ConfigResult.Valid valid = Configs.valid(Files.readString(FILE));
        assertThat(valid.warnings()).isEmpty();
        assertThat(Configs.changed(valid.config()))
                .extracting(ConfigField::path)
                .containsExactly("clusterCIDR", "clientConnection.kubeconfig");
        assertThat(valid.config().clusterCidrs()).containsExactly(Cidr.of("10.244.0.0/16"));
        assertThat(valid.config().minSyncPeriod()).isEmpty();
    }
}
