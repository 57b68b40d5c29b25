package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Families of generic netlink on a real kernel, which may lack IPVS. */
@Tag("kernel-ring")
class NetlinkVirtualServersKernelIT {
    @Test
    void genericNetlinkFamilyIsFoundByName() throws Exception {
        try (NetworkNamespace namespace = KernelTests.freshNamespace();
                NetlinkVirtualServers servers = open(namespace)) {
            assertThat(servers.familyNumber("nlctrl")).isEqualTo(16);
            assertThatExceptionOfType(NetlinkException.class)
                    .isThrownBy(() -> servers.familyNumber("nobody"))
                    .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
        }
    }

    @Test
    void virtualServersAreRemovedIfIpvsIsLoaded() throws Exception {
        try (NetworkNamespace namespace = KernelTests.freshNamespace();
                NetlinkVirtualServers servers = open(namespace)) {
            boolean flushed = servers.flush();

            assertThat(flushed).isEqualTo(Files.exists(Path.of("/proc/net/ip_vs")));
        }
    }

    private static NetlinkVirtualServers open(NetworkNamespace namespace) throws Exception {
        try (NetworkNamespace.Scope _ = namespace.enter()) {
            return new NetlinkVirtualServers(NetlinkSocket.openGeneric());
        }
    }
}
