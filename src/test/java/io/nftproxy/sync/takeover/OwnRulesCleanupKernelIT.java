package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.testing.SimulatedClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code --cleanup --own-rules-only} on a node with and without kube-proxy's rules. */
@Tag("kernel-ring")
class OwnRulesCleanupKernelIT {
    private final SimulatedClock clock = new SimulatedClock();
    private IptablesLegacy legacy = new IptablesLegacy();

    /** The kinds of rules that kube-proxy writes. */
    enum KubeProxyMode {
        NFTABLES,
        IPTABLES_NFT,
        IPTABLES_LEGACY;

        void start(RuleInstaller rules) {
            switch (this) {
                case NFTABLES -> rules.kubeProxyNftables();
                case IPTABLES_NFT -> rules.kubeProxyIptables("nft");
                case IPTABLES_LEGACY -> rules.kubeProxyIptables("legacy");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(KubeProxyMode.class)
    void removesOnlyTheTableOfNftproxy(KubeProxyMode kubeProxy) throws Exception {
        try (TestNode node = new TestNode()) {
            RuleInstaller rules = new RuleInstaller(node.tools);
            rules.othersInNftables();
            node.sync();
            kubeProxy.start(rules);
            String before = everything(node);

            CleanupResult result = cleanUp(node);

            assertThat(result.problems()).isEmpty();
            assertThat(result.removed()).containsExactly("table inet kube-proxy");
            assertThat(everything(node)).isEqualTo(withoutOurs(before));
        }
    }

    @ParameterizedTest
    @EnumSource(KubeProxyMode.class)
    void waitsForKubeProxysRules(KubeProxyMode kubeProxy) throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            clock.after(
                    Duration.ofSeconds(10),
                    () -> {
                        assertThat(node.tools.nftables()).contains("table inet kube-proxy");
                        kubeProxy.start(new RuleInstaller(node.tools));
                    });

            CleanupResult result = cleanUp(node);

            assertThat(result.exitStatus()).isZero();
            assertThat(node.tools.nftables()).doesNotContain("table inet kube-proxy");
        }
    }

    @Test
    void keepsTheTableIfKubeProxyHasNoRules() throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            String before = node.tools.nftables();

            CleanupResult result = cleanUp(node);

            assertThat(clock.elapsed()).isEqualTo(Duration.ofMinutes(5));
            assertThat(result.removed()).isEmpty();
            assertThat(result.exitStatus()).isOne();
            assertThat(result.problems())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "Kept table inet kube-proxy: kube-proxy has no rules for IPv4, IPv6,")
                    .endsWith("start kube-proxy, then run this again");
            assertThat(node.tools.nftables()).isEqualTo(before);
        }
    }

    /** kube-proxy syncs one family after the other, up to half a minute later. */
    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void keepsTheTableIfKubeProxyServesOneOfTwoFamilies(IpFamily family) throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            node.tools.feed(
                    KubeProxyNftables.table(family, ProxiedService.of(family)), "nft", "-f", "-");

            CleanupResult result = cleanUp(node);

            assertThat(result.removed()).isEmpty();
            assertThat(node.tools.nftables()).contains("table inet kube-proxy");
        }
    }

    /** A host may have both families in a cluster with one. */
    @Test
    void doesNotWaitForAFamilyWithoutServices() throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            node.tools.run("nft", "flush", "map", "inet", "kube-proxy", "service-ips6");
            node.tools.feed(
                    KubeProxyNftables.table(IpFamily.IPV4, ProxiedService.of(IpFamily.IPV4)),
                    "nft",
                    "-f",
                    "-");

            assertThat(cleanUp(node).removed()).containsExactly("table inet kube-proxy");
        }
    }

    /** kube-proxy creates its chains before its first sync. */
    @Test
    void keepsTheTableWhileKubeProxysChainsAreEmpty() throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            for (String tool : new String[] {"iptables-nft", "ip6tables-nft"}) {
                node.tools.run(tool, "-t", "nat", "-N", "KUBE-SERVICES");
                node.tools.run(tool, "-t", "nat", "-A", "PREROUTING", "-j", "KUBE-SERVICES");
            }
            node.tools.run("nft", "add", "table", "ip", "kube-proxy");
            node.tools.run("nft", "add", "chain", "ip", "kube-proxy", "services");

            assertThat(cleanUp(node).removed()).isEmpty();
        }
    }

    @Test
    void keepsTheTableWhileNoBaseChainLeadsToKubeProxysRules() throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            for (String family : new String[] {"ip", "ip6"}) {
                node.tools.run("nft", "add", "table", family, "kube-proxy");
                node.tools.run("nft", "add", "chain", family, "kube-proxy", "services");
                node.tools.run("nft", "add", "rule", family, "kube-proxy", "services", "counter");
            }

            assertThat(cleanUp(node).removed()).isEmpty();
        }
    }

    @Test
    void reportsTheCommandForTheHostIfTheLegacyToolsAreMissing() throws Exception {
        legacy = new IptablesLegacy(List.of());
        try (TestNode node = new TestNode()) {
            node.sync();
            new RuleInstaller(node.tools).kubeProxyIptables("legacy");

            String problem = cleanUp(node).problems().getFirst();

            assertThat(problem).endsWith("run on the host: nft delete table inet kube-proxy");
            node.tools.run("sh", "-c", problem.substring(problem.indexOf("nft delete")));
            assertThat(cleanUp(node)).isEqualTo(CleanupResult.NOTHING);
        }
    }

    @Test
    void doesNotWaitIfThereIsNoTable() throws Exception {
        try (TestNode node = new TestNode()) {
            assertThat(cleanUp(node)).isEqualTo(CleanupResult.NOTHING);
            assertThat(clock.elapsed()).isZero();
        }
    }

    @Test
    void reportsATableThatARunningProxyRestores() throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            new RuleInstaller(node.tools).kubeProxyNftables();
            clock.after(
                    Duration.ofMillis(300),
                    () -> node.tools.run("nft", "add", "table", "inet", "kube-proxy"));

            assertThat(cleanUp(node).problems())
                    .singleElement()
                    .asString()
                    .contains("but it was restored: nftproxy is running on this node");
        }
    }

    private CleanupResult cleanUp(TestNode node) throws Exception {
        try (NetworkNamespace.Scope _ = node.namespace.enter();
                NetlinkKernelTable kernel = NetlinkKernelTable.open(TestNode.OURS)) {
            return new OwnRulesCleanup(node.foreign, kernel, legacy, clock).run();
        }
    }

    private static String everything(TestNode node) {
        return node.tools.nftables()
                + node.tools.saved("iptables-legacy-save")
                + node.tools.saved("ip6tables-legacy-save");
    }

    private static String withoutOurs(String all) {
        int start = all.indexOf("table inet kube-proxy");
        return all.substring(0, start) + all.substring(all.indexOf("\n}\n", start) + 3);
    }
}
