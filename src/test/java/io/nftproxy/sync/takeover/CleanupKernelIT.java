package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.kernel.NetlinkInterfaces;
import io.nftproxy.kernel.NetlinkSocket;
import io.nftproxy.kernel.NetlinkVirtualServers;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.testing.SimulatedClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code --cleanup} on a node with rules of nftproxy, kube-proxy and other programs. */
@Tag("kernel-ring")
class CleanupKernelIT {
    private static final List<String> LEGACY =
            List.of("iptables-legacy-save", "ip6tables-legacy-save");

    private final SimulatedClock clock = new SimulatedClock();
    private Optional<String> runningProxy = Optional.empty();

    @Test
    void removesTheRulesOfBothProxiesOnly() throws Exception {
        try (TestNode node = new TestNode()) {
            RuleInstaller rules = new RuleInstaller(node.tools);
            rules.othersInNftables();
            rules.othersInLegacy();
            String others = node.tools.nftables();
            String legacy = legacy(node);
            node.sync();
            rules.kubeProxyNftables();
            rules.kubeProxyIptables("nft");
            rules.kubeProxyIptables("legacy");

            CleanupResult result = cleanUp(node);

            assertThat(result.problems()).isEmpty();
            assertThat(result.exitStatus()).isZero();
            assertThat(result.removed()).hasSize(8).contains("table inet kube-proxy");
            assertThat(node.tools.nftables()).isEqualTo(others);
            assertThat(legacy(node)).isEqualTo(legacy);
        }
    }

    @Test
    void secondCleanupRemovesNothingAndKubeProxyCanStart() throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            cleanUp(node);

            CleanupResult result = cleanUp(node);

            assertThat(result.removed()).isEmpty();
            assertThat(result.exitStatus()).isZero();
            assertThat(node.tools.nftables()).isEmpty();
            new RuleInstaller(node.tools).kubeProxyNftables();
            new RuleInstaller(node.tools).kubeProxyIptables("nft");
        }
    }

    @Test
    void removesTheIpvsInterfaceWithItsAddresses() throws Exception {
        try (TestNode node = new TestNode()) {
            new RuleInstaller(node.tools).ipvsInterface("10.96.0.10");

            assertThat(cleanUp(node).removed()).contains("interface kube-ipvs0");
            assertThat(node.tools.run("ip", "-o", "address")).doesNotContain("10.96.0.10");
            assertThat(cleanUp(node).removed()).isEmpty();
        }
    }

    @Test
    void reportsTheCommandForTheHostIfTheToolIsMissing() throws Exception {
        try (TestNode node = new TestNode()) {
            node.tools.run("iptables-legacy", "-t", "nat", "-N", "KUBE-SERVICES");

            CleanupResult result = withoutTools(node);

            assertThat(result.problems())
                    .singleElement()
                    .asString()
                    .contains("iptables-legacy-save | grep -vE")
                    .contains("KUBE-SERVICES");
        }
    }

    @Test
    void ignoresLegacyTablesIfKubeletUsesNftables() throws Exception {
        try (TestNode node = new TestNode()) {
            node.tools.run("iptables-legacy", "-t", "nat", "-N", "MINE");
            node.tools.run("iptables-nft", "-t", "mangle", "-N", "KUBE-IPTABLES-HINT");

            assertThat(withoutTools(node).problems()).isEmpty();
        }
    }

    @Test
    void reportedCommandRemovesOnlyKubeProxysChains() throws Exception {
        try (TestNode node = new TestNode()) {
            RuleInstaller rules = new RuleInstaller(node.tools);
            rules.othersInLegacy();
            String others = node.tools.saved("iptables-legacy-save");
            rules.kubeProxyIptables("legacy");
            String problem = withoutTools(node).problems().getFirst();

            node.tools.run("sh", "-c", problem.substring(problem.indexOf("run: ") + 5));

            assertThat(node.tools.saved("iptables-legacy-save")).isEqualTo(others);
        }
    }

    private static CleanupResult withoutTools(TestNode node) throws Exception {
        try (NetworkNamespace.Scope _ = node.namespace.enter()) {
            return new LegacyLeftovers(new IptablesLegacy(List.of()), node.foreign).remove();
        }
    }

    @Test
    void reportsATableThatARunningProxyRestores() throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            clock.after(
                    Duration.ofMillis(500),
                    () -> node.tools.run("nft", "add", "table", "inet", "kube-proxy"));

            CleanupResult result = cleanUp(node);

            assertThat(result.removed()).contains("table inet kube-proxy");
            assertThat(result.problems())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "Removed table inet kube-proxy, but it was restored: nftproxy is running");
            assertThat(result.exitStatus()).isOne();
        }
    }

    @Test
    void waitsTwoSecondsForAProxyToRestoreItsTable() throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            cleanUp(node);

            assertThat(clock.elapsed()).isGreaterThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void reportsARunningProxyAndRemovesTheRules() throws Exception {
        runningProxy = Optional.of("http://127.0.0.1:10256/healthz");
        try (TestNode node = new TestNode()) {
            new RuleInstaller(node.tools).kubeProxyNftables();

            CleanupResult result = cleanUp(node);

            assertThat(result.problems())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "A service proxy is running on this node: http://127.0.0.1:10256/healthz");
            assertThat(result.exitStatus()).isOne();
            assertThat(node.tools.nftables()).isEmpty();
        }
    }

    private CleanupResult cleanUp(TestNode node) throws Exception {
        try (NetworkNamespace.Scope _ = node.namespace.enter();
                NetlinkInterfaces interfaces = new NetlinkInterfaces(NetlinkSocket.openRoute());
                NetlinkVirtualServers servers =
                        new NetlinkVirtualServers(NetlinkSocket.openGeneric())) {
            return new Cleanup(
                            node.foreign,
                            node.kernel,
                            new LegacyLeftovers(new IptablesLegacy(), node.foreign),
                            new IpvsLeftovers(
                                    () -> interfaces.delete(IpvsLeftovers.INTERFACE),
                                    servers::flush),
                            () -> runningProxy,
                            clock)
                    .run();
        }
    }

    private static String legacy(TestNode node) {
        return LEGACY.stream().map(node.tools::saved).reduce("", String::concat);
    }
}
