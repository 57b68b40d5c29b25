package io.nftproxy.config.flags;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.Scheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchedulerFlagTest {
    @TempDir private Path directory;

    @Test
    void flagOverridesAFileOfIpvsMode() throws IOException {
        Path file =
                Files.writeString(
                        directory.resolve("config.conf"),
                        """
                        apiVersion: kubeproxy.config.k8s.io/v1alpha1
                        kind: KubeProxyConfiguration
                        mode: ipvs
                        ipvs: {scheduler: sh}
                        """);

        assertThat(CommandLines.run("--config=" + file).config().scheduler())
                .isEqualTo(Scheduler.SH);
        assertThat(CommandLines.run("--scheduler=mh --config=" + file).config().scheduler())
                .isEqualTo(Scheduler.MH);
    }

    @Test
    void unknownSchedulerIsAnError() {
        assertThat(CommandLines.errors("--scheduler=best"))
                .containsExactly("--scheduler: best: must be random, rr, sh or mh");
    }
}
