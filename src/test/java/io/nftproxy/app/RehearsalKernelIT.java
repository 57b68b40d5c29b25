package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.testing.ChildJvm;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The run from which the AOT cache is recorded, with a kernel and without. */
class RehearsalKernelIT {
    private static final List<String> REHEARSE = nftproxy("rehearse");
    private static final List<String> REHEARSE_WITHOUT_KERNEL =
            nftproxy("rehearse", "--without-kernel");

    private static List<String> nftproxy(String... arguments) {
        return ChildJvm.command(
                KubeProxy.class, List.of("--enable-native-access=ALL-UNNAMED"), arguments);
    }

    private static String output(List<String> before, List<String> rehearse, List<String> proxy)
            throws Exception {
        return ChildJvm.output(
                Stream.of(before, rehearse, List.of("--"), proxy).flatMap(List::stream).toList());
    }

    @Test
    void syncsInANetworkNamespaceOfItsOwn() throws Exception {
        KernelTests.freshNamespace().close();
        assertThat(output(List.of("unshare", "-n"), REHEARSE, REHEARSE))
                .contains("Synced all: services=20 ");
    }

    @Test
    void runsTheCommandsBesideTheProxy() throws Exception {
        KernelTests.freshNamespace().close();
        assertThat(output(List.of("unshare", "-n"), REHEARSE, REHEARSE))
                .contains("Service:   ns/svc-2:p")
                .contains("No connections found.")
                .doesNotContain("No proxy answers");
    }

    @Test
    void needsNoCapabilityWithoutAKernel() throws Exception {
        try (NetworkNamespace namespace = KernelTests.freshNamespace();
                NetworkNamespace.Scope _ = namespace.enter()) {
            List<String> withoutCapabilities =
                    List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs");
            assertThat(
                            output(
                                    withoutCapabilities,
                                    REHEARSE_WITHOUT_KERNEL,
                                    REHEARSE_WITHOUT_KERNEL))
                    .contains("Synced all: services=20 ")
                    .contains("kernelMicros=0");
        }
    }
}
