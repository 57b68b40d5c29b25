package io.nftproxy.kernel;

import static io.nftproxy.testing.SyncWorld.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.testing.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A kernel without one of the modules, in a virtual machine whose modules a test may unload: see
 * {@code src/test/kernels}.
 */
@Tag("kernel-ring")
@Tag("virtual-machine")
@EnabledIfEnvironmentVariable(named = "KERNEL_RING", matches = "true")
class MissingModuleKernelIT {
    private static final Path CONFIG = Path.of("/etc/modprobe.d/missing.conf");

    private final NetworkNamespace namespace = KernelTests.freshNamespace();
    private final NamespaceCommands tools = new NamespaceCommands(namespace);

    @BeforeEach
    void makeDirectory() throws IOException {
        Files.createDirectories(CONFIG.getParent());
    }

    @AfterEach
    void close() throws IOException {
        Files.deleteIfExists(CONFIG);
        namespace.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nft_masq",
                "nft_numgen",
                "nft_fib_inet",
                "nft_reject_inet",
                "nft_nat",
                "nft_ct",
                "nft_chain_nat"
            })
    void missingModuleIsNamedBeforeTheFirstCommit(String module) throws Exception {
        Files.writeString(CONFIG, "install %s /bin/false\n".formatted(module));
        tools.run("sh", "-c", "modprobe -r %s 2>&1 || true".formatted(module));
        if (Files.exists(Path.of("/sys/module", module))) {
            Skipped.because("the module " + module + " cannot be unloaded");
        }

        try (NetworkNamespace.Scope _ = namespace.enter();
                NetlinkKernelTable table = NetlinkKernelTable.open(TABLE)) {
            assertThat(KernelRequirements.accessProblem(table).orElseThrow())
                    .startsWith("kernel module " + module + " is missing (")
                    .contains("ENOENT");
            assertThat(tools.run("nft", "list", "ruleset")).isEmpty();

            Files.delete(CONFIG);
            assertThat(KernelRequirements.accessProblem(table)).isEmpty();
            assertThat(tools.run("nft", "list", "ruleset")).isEmpty();
        }
    }
}
