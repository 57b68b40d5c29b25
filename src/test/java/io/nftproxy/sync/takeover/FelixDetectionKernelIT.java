package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The tables by which Calico's Felix detects a kube-proxy in nftables mode: {@code ip kube-proxy}
 * or {@code ip6 kube-proxy} with a chain. docs/migrating.md says what that means after a takeover.
 */
@Tag("kernel-ring")
class FelixDetectionKernelIT {
    @Test
    void felixDetectsNoKubeProxyAfterATakeover() throws Exception {
        try (TestNode node = new TestNode()) {
            new RuleInstaller(node.tools).kubeProxyNftables();
            assertThat(detectsKubeProxy(node)).isTrue();

            node.sync();

            assertThat(detectsKubeProxy(node)).isFalse();
        }
    }

    @Test
    void felixDetectsAKubeProxyWithAChain() throws Exception {
        try (TestNode node = new TestNode()) {
            node.tools.run("nft", "add", "table", "ip", "kube-proxy");
            assertThat(detectsKubeProxy(node)).isFalse();

            node.tools.run("nft", "add", "chain", "ip", "kube-proxy", "marker");
            assertThat(detectsKubeProxy(node)).isTrue();
        }
    }

    /** Detects kube-proxy as Felix does: lists the chains of a family and looks for the table. */
    private static boolean detectsKubeProxy(TestNode node) {
        return (node.tools.run("nft", "--json", "list", "chains", "ip")
                        + node.tools.run("nft", "--json", "list", "chains", "ip6"))
                .contains("\"table\": \"kube-proxy\"");
    }
}
