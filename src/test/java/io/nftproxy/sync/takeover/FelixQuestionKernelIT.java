package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Calico's Felix takes kube-proxy for one in nftables mode where {@code ip kube-proxy} or {@code
 * ip6 kube-proxy} has a chain. docs/migrating.md says what that means after a take-over.
 */
class FelixQuestionKernelIT {
    @Test
    void theTablesThatFelixLooksForLeave() throws Exception {
        try (TestNode node = new TestNode()) {
            new Predecessors(node.tools).kubeProxyNftables();
            assertThat(seesKubeProxy(node)).isTrue();

            node.sync();

            assertThat(seesKubeProxy(node)).isFalse();
        }
    }

    @Test
    void anEmptyTableIsNoAnswer() throws Exception {
        try (TestNode node = new TestNode()) {
            node.tools.run("nft", "add", "table", "ip", "kube-proxy");
            assertThat(seesKubeProxy(node)).isFalse();

            node.tools.run("nft", "add", "chain", "ip", "kube-proxy", "marker");
            assertThat(seesKubeProxy(node)).isTrue();
        }
    }

    /** As Felix asks: lists the chains of a family, and picks those of the table. */
    private static boolean seesKubeProxy(TestNode node) {
        return (node.tools.run("nft", "--json", "list", "chains", "ip")
                        + node.tools.run("nft", "--json", "list", "chains", "ip6"))
                .contains("\"table\": \"kube-proxy\"");
    }
}
