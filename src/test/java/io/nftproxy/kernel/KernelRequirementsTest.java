package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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
}
