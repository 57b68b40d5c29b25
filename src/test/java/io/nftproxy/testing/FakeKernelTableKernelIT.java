package io.nftproxy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.testing.KernelDecisions.Decision;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real kernel takes the decisions that the tests of the fake expect. */
class FakeKernelTableKernelIT {

    static List<Decision> decisions() {
        return KernelDecisions.all();
    }

    @ParameterizedTest
    @MethodSource("decisions")
    void kernelDecidesAsListed(Decision decision) throws Exception {
        try (NetworkNamespace namespace = KernelTests.freshNamespace();
                NetlinkKernelTable kernel = open(namespace)) {
            kernel.commit(KernelDecisions.before());
            assertThat(FakeKernelTableTest.outcome(kernel, decision))
                    .isEqualTo(decision.decision());
        }
    }

    private static NetlinkKernelTable open(NetworkNamespace namespace) throws Exception {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            return NetlinkKernelTable.open(KernelDecisions.TABLE);
        }
    }
}
