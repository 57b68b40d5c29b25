package io.nftproxy.kernel.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.kernel.KernelTests;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.testing.ChildJvm;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel-ring")
class ConntrackFillKernelIT {
    @Test
    void hasTheKernelsNumbers() throws Exception {
        try (NetworkNamespace namespace = KernelTests.freshNamespace();
                NetworkNamespace.Scope _ = namespace.enter()) {
            ConntrackFill fill = ConntrackFill.read();

            assertThat(fill).isNotNull();
            assertThat(fill.entries()).isZero();
            assertThat(fill.max()).isEqualTo(number("nf_conntrack_max")).isGreaterThan(9);
        }
    }

    private static long number(String sysctl) throws Exception {
        String file = "/proc/sys/net/netfilter/" + sysctl;
        return Long.parseLong(ChildJvm.output(List.of("cat", file)).strip());
    }
}
