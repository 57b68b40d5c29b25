package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.testing.ChildJvm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way that an AOT cache records comes to its end, with a kernel and without. */
class RehearsalKernelIT {
    private static String rehearse(List<String> before, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(before);
        command.addAll(
                ChildJvm.command(
                        KubeProxy.class, List.of("--enable-native-access=ALL-UNNAMED"), arguments));
        return ChildJvm.output(command);
    }

    @Test
    void syncsInANetworkNamespaceOfItsOwn() throws Exception {
        KernelTests.freshNamespace().close();
        assertThat(rehearse(List.of("unshare", "-n"), "rehearse"))
                .contains("Synced all: services=20 ");
    }

    @Test
    void needsNoRightsWithoutAKernel() throws Exception {
        try (NetworkNamespace namespace = KernelTests.freshNamespace();
                NetworkNamespace.Scope _ = namespace.enter()) {
            List<String> powerless =
                    List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs");
            assertThat(rehearse(powerless, "rehearse", "--without-kernel"))
                    .contains("Synced all: services=20 ")
                    .contains("kernelMicros=0");
        }
    }
}
