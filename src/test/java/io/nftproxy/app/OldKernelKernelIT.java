package io.nftproxy.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.kernel.KernelTests;
import io.nftproxy.testing.ChildJvm;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a kernel that is too old, nftproxy ends before it changes anything on the node. */
@Tag("kernel-ring")
@Tag("slow")
class OldKernelKernelIT {
    @BeforeEach
    void needsRoot() {
        KernelTests.freshNamespace().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--init-only=true", "--init-only=false"})
    void noSysctlIsSetOnAnOldKernel(String mode) throws Exception {
        String output = start("5.12.19", mode, 1);

        assertThat(output)
                .contains("Cannot start: kernel 5.12.19 is too old: 5.13 or newer is required")
                .doesNotContain("Set net.netfilter")
                .doesNotContain("sysctls");
    }

    @Test
    void sysctlsAreSetOnASupportedKernel() throws Exception {
        assertThat(start("6.1.0", "--init-only=true", 0))
                .contains("Set net.netfilter.nf_conntrack_tcp_timeout_close_wait");
    }

    private static String start(String release, String mode, int status) throws Exception {
        List<String> command = new ArrayList<>(List.of("unshare", "-n"));
        command.addAll(
                ChildJvm.command(
                        KubeProxy.class,
                        List.of("--enable-native-access=ALL-UNNAMED", "-Dos.version=" + release),
                        mode,
                        "--hostname-override=node",
                        "--conntrack-max-per-core=0",
                        "--conntrack-tcp-timeout-close-wait=1234s"));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor()).as(output).isEqualTo(status);
        return output;
    }
}
