package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.testing.DisturbedKernel;
import io.nftproxy.testing.FakeKernelTable;
import io.nftproxy.testing.SyncWorld;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelRequirementsTest {
    @ParameterizedTest(name = "{0}, skip={1}: good={2}")
    @CsvSource(
            textBlock =
                    """
                    6.18.44        , '' , true
                    6.1.0-18-amd64 , '' , true
                    5.13           , '' , true
                    5.13.0-rc1     , '' , true
                    5.12.19        , '' , false
                    4.18.0-553.el8 , '' , false
                    4.18.0-553.el8 , 1  , true
                    unknown        , '' , true
                    """)
    void knowsOldKernels(String release, String skip, boolean good) {
        var environment = Map.of("KUBE_PROXY_NFTABLES_SKIP_KERNEL_VERSION_CHECK", skip);
        assertThat(KernelRequirements.versionProblem(release, environment).isEmpty())
                .isEqualTo(good);
    }

    @Test
    void namesTheModuleThatIsMissing() {
        for (Operation operation : ModuleProbe.transaction().operations()) {
            Optional<String> problem = KernelRequirements.accessProblem(rejecting(operation));
            boolean last = operation instanceof Operation.DeleteChain;

            assertThat(problem.isEmpty()).as("%s", operation).isEqualTo(last);
            problem.ifPresent(
                    text ->
                            assertThat(text)
                                    .matches("kernel module nf\\w+ is missing \\(.*ENOENT\\); .*"));
        }
    }

    @Test
    void eachModuleIsProbedOnce() {
        assertThat(
                        ModuleProbe.transaction().operations().stream()
                                .map(
                                        operation ->
                                                KernelRequirements.accessProblem(
                                                        rejecting(operation)))
                                .flatMap(Optional::stream)
                                .map(text -> text.split(" ")[2]))
                .doesNotHaveDuplicates()
                .contains("nft_masq", "nft_fib_inet", "nft_numgen", "nft_nat", "nft_chain_nat");
    }

    private static KernelTable rejecting(Operation operation) {
        return new DisturbedKernel(
                new FakeKernelTable(SyncWorld.TABLE),
                transaction -> {
                    throw new CommitRejected("add rule", 2, "ENOENT", "", operation, null);
                });
    }
}
