package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.kernel.NetworkNamespace;
import java.net.Socket;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** No connection fails while we take over, and none that is there breaks. */
class TakeoverTrafficKernelIT {
    @Test
    void fromNftables() throws Exception {
        takeOverUnderTraffic(Predecessors::kubeProxyNftables);
    }

    @Test
    void fromIptablesNft() throws Exception {
        takeOverUnderTraffic(predecessors -> predecessors.kubeProxyIptables("nft"));
    }

    @Test
    void fromIptablesLegacy() throws Exception {
        try (TestNode node = new TestNode();
                Lab lab = new Lab(node)) {
            Predecessors predecessors = new Predecessors(node.tools);
            predecessors.othersInLegacy();
            String others = node.tools.saved("iptables-legacy-save").replaceAll("\\[.*]", "");
            predecessors.kubeProxyIptables("legacy");
            try (Traffic traffic = new Traffic(node, lab)) {
                traffic.await();
                node.sync();
                try (NetworkNamespace.Scope _ = node.namespace.enter()) {
                    assertThat(new LegacyTakeover(new LegacyTools(), node.foreign).run().problems())
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
    void backToNftables() throws Exception {
        giveBackUnderTraffic(Predecessors::kubeProxyNftables);
    }

    @Test
    void backToIptablesNft() throws Exception {
        giveBackUnderTraffic(predecessors -> predecessors.kubeProxyIptables("nft"));
    }

    private static void giveBackUnderTraffic(Consumer<Predecessors> after) throws Exception {
        try (TestNode node = new TestNode();
                Lab lab = new Lab(node)) {
            Predecessors predecessors = new Predecessors(node.tools);
            predecessors.othersInNftables();
            node.sync();
            try (Traffic traffic = new Traffic(node, lab);
                    Socket old = connect(lab)) {
                int pod = Lab.ask(old);
                traffic.await();
                after.accept(predecessors);
                try (NetworkNamespace.Scope _ = node.namespace.enter()) {
                    Outcome outcome =
                            new GivingBack(
                                            node.foreign,
                                            node.kernel,
                                            new LegacyTools(),
                                            new SleepingClock())
                                    .run();
                    assertThat(outcome.removed()).containsExactly("table inet kube-proxy");
                }
                traffic.await();

                assertThat(Lab.ask(old)).isEqualTo(pod);
                assertThat(traffic.failures()).as("of %d connections", traffic.made()).isEmpty();
            }
        }
    }

    /** That the others could see a gap. */
    @Test
    void aGapIsSeen() throws Exception {
        try (TestNode node = new TestNode();
                Lab lab = new Lab(node)) {
            new Predecessors(node.tools).kubeProxyNftables();
            try (Traffic traffic = new Traffic(node, lab)) {
                traffic.await();
                node.tools.run("nft", "delete", "table", "ip", "kube-proxy");
                node.sync();
                traffic.await();

                assertThat(traffic.failures()).isNotEmpty();
            }
        }
    }

    private static void takeOverUnderTraffic(Consumer<Predecessors> before) throws Exception {
        try (TestNode node = new TestNode();
                Lab lab = new Lab(node)) {
            Predecessors predecessors = new Predecessors(node.tools);
            predecessors.othersInNftables();
            before.accept(predecessors);
            try (Traffic traffic = new Traffic(node, lab);
                    Socket old = connect(lab)) {
                int pod = Lab.ask(old);
                traffic.await();
                node.sync();
                traffic.await();

                assertThat(node.foreign.tables()).contains(TestNode.OURS);
                assertThat(KubeProxyRules.in(node.foreign).isEmpty()).isTrue();
                assertThat(Lab.ask(old)).isEqualTo(pod);
                assertThat(traffic.failures()).as("of %d connections", traffic.made()).isEmpty();
            }
        }
    }

    private static Socket connect(Lab lab) throws Exception {
        try (NetworkNamespace.Scope _ = lab.client.enter()) {
            return Lab.connect("10.96.0.10", 80);
        }
    }
}
