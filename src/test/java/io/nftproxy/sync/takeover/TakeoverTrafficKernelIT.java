package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.kernel.NetworkNamespace;
import io.nftproxy.testing.SimulatedClock;
import java.net.Socket;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No connection fails or breaks during a takeover. */
@Tag("kernel-ring")
@Tag("slow")
class TakeoverTrafficKernelIT {
    @Test
    void takeoverFromNftablesLosesNoConnection() throws Exception {
        takeOverUnderTraffic(RuleInstaller::kubeProxyNftables);
    }

    @Test
    void takeoverFromIptablesNftLosesNoConnection() throws Exception {
        takeOverUnderTraffic(rules -> rules.kubeProxyIptables("nft"));
    }

    @Test
    void takeoverFromIptablesLegacyLosesNoConnection() throws Exception {
        try (TestNode node = new TestNode();
                TestNetwork network = new TestNetwork(node)) {
            RuleInstaller rules = new RuleInstaller(node.tools);
            rules.othersInLegacy();
            String others = node.tools.saved("iptables-legacy-save").replaceAll("\\[.*]", "");
            rules.kubeProxyIptables("legacy");
            try (Traffic traffic = new Traffic(node, network)) {
                traffic.await();
                node.sync();
                try (NetworkNamespace.Scope _ = node.namespace.enter()) {
                    assertThat(
                                    new LegacyLeftovers(new IptablesLegacy(), node.foreign)
                                            .remove()
                                            .problems())
                            .isEmpty();
                }
                traffic.await();

                assertThat(node.tools.saved("iptables-legacy-save").replaceAll("\\[.*]", ""))
                        .isEqualTo(others);
                assertThat(traffic.failures()).as("of %d connections", traffic.made()).isEmpty();
            }
        }
    }

    @Test
    void returnToNftablesLosesNoConnection() throws Exception {
        cleanUpUnderTraffic(RuleInstaller::kubeProxyNftables);
    }

    @Test
    void returnToIptablesNftLosesNoConnection() throws Exception {
        cleanUpUnderTraffic(rules -> rules.kubeProxyIptables("nft"));
    }

    private static void cleanUpUnderTraffic(Consumer<RuleInstaller> after) throws Exception {
        try (TestNode node = new TestNode();
                TestNetwork network = new TestNetwork(node)) {
            RuleInstaller rules = new RuleInstaller(node.tools);
            rules.othersInNftables();
            node.sync();
            try (Traffic traffic = new Traffic(node, network);
                    Socket old = connect(network)) {
                int pod = TestNetwork.ask(old);
                traffic.await();
                after.accept(rules);
                try (NetworkNamespace.Scope _ = node.namespace.enter()) {
                    CleanupResult outcome =
                            new OwnRulesCleanup(
                                            node.foreign,
                                            node.kernel,
                                            new IptablesLegacy(),
                                            new SimulatedClock())
                                    .run();
                    assertThat(outcome.removed()).containsExactly("table inet kube-proxy");
                }
                traffic.await();

                assertThat(TestNetwork.ask(old)).isEqualTo(pod);
                assertThat(traffic.failures()).as("of %d connections", traffic.made()).isEmpty();
            }
        }
    }

    /** Shows that the other tests would notice a gap. */
    @Test
    void trafficNoticesATableThatIsMissingForAMoment() throws Exception {
        try (TestNode node = new TestNode();
                TestNetwork network = new TestNetwork(node)) {
            new RuleInstaller(node.tools).kubeProxyNftables();
            try (Traffic traffic = new Traffic(node, network)) {
                traffic.await();
                node.tools.run("nft", "delete", "table", "ip", "kube-proxy");
                node.sync();
                traffic.await();

                assertThat(traffic.failures()).isNotEmpty();
            }
        }
    }

    private static void takeOverUnderTraffic(Consumer<RuleInstaller> before) throws Exception {
        try (TestNode node = new TestNode();
                TestNetwork network = new TestNetwork(node)) {
            RuleInstaller rules = new RuleInstaller(node.tools);
            rules.othersInNftables();
            before.accept(rules);
            try (Traffic traffic = new Traffic(node, network);
                    Socket old = connect(network)) {
                int pod = TestNetwork.ask(old);
                traffic.await();
                node.sync();
                traffic.await();

                assertThat(node.foreign.tables()).contains(TestNode.OURS);
                assertThat(KubeProxyRules.find(node.foreign).isEmpty()).isTrue();
                assertThat(TestNetwork.ask(old)).isEqualTo(pod);
                assertThat(traffic.failures()).as("of %d connections", traffic.made()).isEmpty();
            }
        }
    }

    private static Socket connect(TestNetwork network) throws Exception {
        try (NetworkNamespace.Scope _ = network.client.enter()) {
            return TestNetwork.connect("10.96.0.10", 80);
        }
    }
}
