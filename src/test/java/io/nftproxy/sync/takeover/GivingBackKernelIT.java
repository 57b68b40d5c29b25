package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.IpFamily;
import io.nftproxy.kernel.NetlinkKernelTable;
import io.nftproxy.kernel.NetworkNamespace;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code --cleanup --own-rules-only} beside kube-proxy's rules, in real kernels. */
class GivingBackKernelIT {
    private final SleepingClock clock = new SleepingClock();
    private LegacyTables legacy = new LegacyTools();

    /** Kube-proxy in each way in which it writes rules. */
    enum Successor {
        NFTABLES,
        IPTABLES_NFT,
        IPTABLES_LEGACY;

        void start(Predecessors rules) {
            switch (this) {
                case NFTABLES -> rules.kubeProxyNftables();
                case IPTABLES_NFT -> rules.kubeProxyIptables("nft");
                case IPTABLES_LEGACY -> rules.kubeProxyIptables("legacy");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Successor.class)
    void ourTableLeavesAndNothingElse(Successor successor) throws Exception {
        try (TestNode node = new TestNode()) {
            Predecessors rules = new Predecessors(node.tools);
            rules.othersInNftables();
            node.sync();
            successor.start(rules);
            String before = everything(node);

            Outcome outcome = giveBack(node);

            assertThat(outcome.problems()).isEmpty();
            assertThat(outcome.removed()).containsExactly("table inet kube-proxy");
            assertThat(everything(node)).isEqualTo(withoutOurs(before));
        }
    }

    @ParameterizedTest
    @EnumSource(Successor.class)
    void itWaitsForKubeProxy(Successor successor) throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            clock.onSleep(
                    10,
                    () -> {
                        assertThat(node.tools.nftables()).contains("table inet kube-proxy");
                        successor.start(new Predecessors(node.tools));
                    });

            Outcome outcome = giveBack(node);

            assertThat(outcome.exitStatus()).isZero();
            assertThat(node.tools.nftables()).doesNotContain("table inet kube-proxy");
        }
    }

    @Test
    void withoutKubeProxyTheTableStays() throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            String before = node.tools.nftables();

            Outcome outcome = giveBack(node);

            assertThat(clock.sleptNanos()).isEqualTo(TimeUnit.MINUTES.toNanos(5));
            assertThat(outcome.removed()).isEmpty();
            assertThat(outcome.exitStatus()).isOne();
            assertThat(outcome.problems())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "table inet kube-proxy stays: no rules of kube-proxy stand for IPv4, IPv6")
                    .endsWith("start kube-proxy, then run this again");
            assertThat(node.tools.nftables()).isEqualTo(before);
        }
    }

    /** The second family may take as long as the first: half a minute with many Services. */
    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void oneFamilyIsNotEnough(IpFamily family) throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            node.tools.feed(
                    KubeProxyNftables.table(family, ProxiedService.of(family)), "nft", "-f", "-");

            Outcome outcome = giveBack(node);

            assertThat(outcome.removed()).isEmpty();
            assertThat(node.tools.nftables()).contains("table inet kube-proxy");
        }
    }

    /** As on a cluster with one family, on hosts that have both. */
    @Test
    void aFamilyWithoutServicesIsNotWaitedFor() throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            node.tools.run("nft", "flush", "map", "inet", "kube-proxy", "service-ips6");
            node.tools.feed(
                    KubeProxyNftables.table(IpFamily.IPV4, ProxiedService.of(IpFamily.IPV4)),
                    "nft",
                    "-f",
                    "-");

            assertThat(giveBack(node).removed()).containsExactly("table inet kube-proxy");
        }
    }

    /** What kube-proxy has of these before its first sync sends no packet anywhere. */
    @Test
    void chainsWithoutRulesAreNotEnough() throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            for (String tool : new String[] {"iptables-nft", "ip6tables-nft"}) {
                node.tools.run(tool, "-t", "nat", "-N", "KUBE-SERVICES");
                node.tools.run(tool, "-t", "nat", "-A", "PREROUTING", "-j", "KUBE-SERVICES");
            }
            node.tools.run("nft", "add", "table", "ip", "kube-proxy");
            node.tools.run("nft", "add", "chain", "ip", "kube-proxy", "services");

            assertThat(giveBack(node).removed()).isEmpty();
        }
    }

    @Test
    void rulesThatNoPacketReachesAreNotEnough() throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            for (String family : new String[] {"ip", "ip6"}) {
                node.tools.run("nft", "add", "table", family, "kube-proxy");
                node.tools.run("nft", "add", "chain", family, "kube-proxy", "services");
                node.tools.run("nft", "add", "rule", family, "kube-proxy", "services", "counter");
            }

            assertThat(giveBack(node).removed()).isEmpty();
        }
    }

    @Test
    void withoutTheToolsOfLegacyItSaysWhatToRun() throws Exception {
        legacy = new NoTools();
        try (TestNode node = new TestNode()) {
            node.sync();
            new Predecessors(node.tools).kubeProxyIptables("legacy");

            String problem = giveBack(node).problems().getFirst();

            assertThat(problem).endsWith("run on the host: nft delete table inet kube-proxy");
            node.tools.run("sh", "-c", problem.substring(problem.indexOf("nft delete")));
            assertThat(giveBack(node)).isEqualTo(Outcome.NOTHING);
        }
    }

    @Test
    void itCanBeRepeatedAtOnce() throws Exception {
        try (TestNode node = new TestNode()) {
            assertThat(giveBack(node)).isEqualTo(Outcome.NOTHING);
            assertThat(clock.sleptNanos()).isZero();
        }
    }

    @Test
    void aProxyOfOursThatStillRunsIsSaid() throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            new Predecessors(node.tools).kubeProxyNftables();
            clock.onSleep(3, () -> node.tools.run("nft", "add", "table", "inet", "kube-proxy"));

            assertThat(giveBack(node).problems())
                    .singleElement()
                    .asString()
                    .contains("is back: nftproxy runs on this node");
        }
    }

    private Outcome giveBack(TestNode node) throws Exception {
        try (NetworkNamespace.Scope _ = node.namespace.enter();
                NetlinkKernelTable kernel = NetlinkKernelTable.open(TestNode.OURS)) {
            return new GivingBack(node.foreign, kernel, legacy, clock).run();
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
