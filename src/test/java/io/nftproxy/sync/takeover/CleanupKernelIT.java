package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.kernel.NetlinkInterfaces;
import io.nftproxy.kernel.NetlinkSocket;
import io.nftproxy.kernel.NetlinkVirtualServers;
import io.nftproxy.kernel.NetworkNamespace;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code --cleanup} in real kernels, with the real tools. */
class CleanupKernelIT {
    private static final List<String> LEGACY =
            List.of("iptables-legacy-save", "ip6tables-legacy-save");

    private final SleepingClock clock = new SleepingClock();
    private RunningProxy running = Optional::empty;

    @Test
    void oursAndAllOfKubeProxysLeaveAndOthersStay() throws Exception {
        try (TestNode node = new TestNode()) {
            Predecessors predecessors = new Predecessors(node.tools);
            predecessors.othersInNftables();
            predecessors.othersInLegacy();
            String others = node.tools.nftables();
            String legacy = legacy(node);
            node.sync();
            predecessors.kubeProxyNftables();
            predecessors.kubeProxyIptables("nft");
            predecessors.kubeProxyIptables("legacy");

            Outcome result = cleanUp(node);

            assertThat(result.problems()).isEmpty();
            assertThat(result.exitStatus()).isZero();
            assertThat(result.removed()).hasSize(8).contains("table inet kube-proxy");
            assertThat(node.tools.nftables()).isEqualTo(others);
            assertThat(legacy(node)).isEqualTo(legacy);
        }
    }

    @Test
    void itCanBeRepeatedAndKubeProxyComesBack() throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            cleanUp(node);

            Outcome result = cleanUp(node);

            assertThat(result.removed()).isEmpty();
            assertThat(result.exitStatus()).isZero();
            assertThat(node.tools.nftables()).isEmpty();
            new Predecessors(node.tools).kubeProxyNftables();
            new Predecessors(node.tools).kubeProxyIptables("nft");
        }
    }

    @Test
    void theInterfaceOfModeIpvsLeavesWithItsAddresses() throws Exception {
        try (TestNode node = new TestNode()) {
            new Predecessors(node.tools).ipvsInterface("10.96.0.10");

            assertThat(cleanUp(node).removed()).contains("interface kube-ipvs0");
            assertThat(node.tools.run("ip", "-o", "address")).doesNotContain("10.96.0.10");
            assertThat(cleanUp(node).removed()).isEmpty();
        }
    }

    @Test
    void withoutTheToolItSaysWhatToRun() throws Exception {
        try (TestNode node = new TestNode()) {
            node.tools.run("iptables-legacy", "-t", "nat", "-N", "KUBE-SERVICES");

            Outcome result = withoutTools(node);

            assertThat(result.problems())
                    .singleElement()
                    .asString()
                    .contains("iptables-legacy-save | grep -vE")
                    .contains("KUBE-SERVICES");
        }
    }

    @Test
    void kubeletsHintInNftablesTellsThatLegacyIsNotInUse() throws Exception {
        try (TestNode node = new TestNode()) {
            node.tools.run("iptables-legacy", "-t", "nat", "-N", "MINE");
            node.tools.run("iptables-nft", "-t", "mangle", "-N", "KUBE-IPTABLES-HINT");

            assertThat(withoutTools(node).problems()).isEmpty();
        }
    }

    @Test
    void theCommandForTheHostTakesJustKubeProxysChains() throws Exception {
        try (TestNode node = new TestNode()) {
            Predecessors predecessors = new Predecessors(node.tools);
            predecessors.othersInLegacy();
            String others = node.tools.saved("iptables-legacy-save");
            predecessors.kubeProxyIptables("legacy");
            String problem = withoutTools(node).problems().getFirst();

            node.tools.run("sh", "-c", problem.substring(problem.indexOf("run: ") + 5));

            assertThat(node.tools.saved("iptables-legacy-save")).isEqualTo(others);
        }
    }

    private static Outcome withoutTools(TestNode node) throws Exception {
        try (NetworkNamespace.Scope _ = node.namespace.enter()) {
            return new LegacyTakeover(new NoTools(), node.foreign).run();
        }
    }

    @Test
    void aProxyThatRunsBringsItsTableBackAndIsSaid() throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            clock.onSleep(5, () -> node.tools.run("nft", "add", "table", "inet", "kube-proxy"));

            Outcome result = cleanUp(node);

            assertThat(result.removed()).contains("table inet kube-proxy");
            assertThat(result.problems())
                    .singleElement()
                    .asString()
                    .startsWith("table inet kube-proxy is back: nftproxy runs on this node");
            assertThat(result.exitStatus()).isOne();
        }
    }

    @Test
    void aTableThatComesBackLateEnoughIsSeen() throws Exception {
        try (TestNode node = new TestNode()) {
            node.sync();
            cleanUp(node);

            assertThat(clock.sleptNanos()).isGreaterThan(TimeUnit.SECONDS.toNanos(2));
        }
    }

    @Test
    void aProxyThatAnswersIsSaidAndAllIsRemovedNevertheless() throws Exception {
        running = () -> Optional.of("http://127.0.0.1:10256/healthz");
        try (TestNode node = new TestNode()) {
            new Predecessors(node.tools).kubeProxyNftables();

            Outcome result = cleanUp(node);

            assertThat(result.problems())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "a service proxy runs on this node: http://127.0.0.1:10256/healthz");
            assertThat(result.exitStatus()).isOne();
            assertThat(node.tools.nftables()).isEmpty();
        }
    }

    private Outcome cleanUp(TestNode node) throws Exception {
        try (NetworkNamespace.Scope _ = node.namespace.enter();
                NetlinkInterfaces interfaces = new NetlinkInterfaces(NetlinkSocket.openRoute());
                NetlinkVirtualServers servers =
                        new NetlinkVirtualServers(NetlinkSocket.openGeneric())) {
            return new Cleanup(
                            node.foreign,
                            node.kernel,
                            new LegacyTakeover(new LegacyTools(), node.foreign),
                            new IpvsTakeover(interfaces, servers),
                            running,
                            clock)
                    .run();
        }
    }

    private static String legacy(TestNode node) {
        return LEGACY.stream().map(node.tools::saved).reduce("", String::concat);
    }
}
