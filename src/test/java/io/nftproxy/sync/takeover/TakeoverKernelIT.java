package io.nftproxy.sync.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.diff.CommitReport;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Syncs on a node where kube-proxy ran, in real kernels, beside rules of other programs. */
@Tag("kernel-ring")
class TakeoverKernelIT {
    private static final List<String> SAVES = List.of("iptables-nft-save", "ip6tables-nft-save");

    @Test
    void kubeProxysTablesAreRemovedAndOthersKept() throws Exception {
        try (TestNode node = new TestNode()) {
            RuleInstaller rules = new RuleInstaller(node.tools);
            rules.othersInNftables();
            String others = node.tools.nftables();
            rules.kubeProxyNftables();

            node.sync();

            assertThat(withoutOurs(node)).isEqualTo(others);
            assertThat(node.events).extracting("reason").containsExactly("TookOverFromKubeProxy");
        }
    }

    @Test
    void kubeProxysChainsAreRemovedAndOthersKept() throws Exception {
        try (TestNode node = new TestNode()) {
            RuleInstaller rules = new RuleInstaller(node.tools);
            rules.othersInNftables();
            String others = node.tools.nftables();
            String saved = saved(node);
            rules.kubeProxyIptables("nft");
            assertThat(saved(node)).isNotEqualTo(saved);

            node.sync();

            assertThat(saved(node)).isEqualTo(saved);
            assertThat(withoutOurs(node)).isEqualTo(others);
        }
    }

    @Test
    void chainsThatOtherProgramsJumpToAreKept() throws Exception {
        try (TestNode node = new TestNode()) {
            RuleInstaller rules = new RuleInstaller(node.tools);
            rules.othersInNftables();
            rules.kubeProxyIptables("nft");
            node.tools.run(
                    "sh",
                    "-c",
                    """
                    iptables-nft -t nat -A KUBE-HP-6QGQ4UA2XWWYNEDA -s 172.31.0.10 -j KUBE-MARK-MASQ
                    iptables-nft -t nat -A ISTIO_OUTPUT -d 10.96.0.0/16 -j KUBE-SERVICES
                    """);
            Set<String> before = lines(saved(node));

            node.sync();

            Set<String> after = lines(saved(node));
            assertThat(before).containsAll(after);
            assertThat(after)
                    .filteredOn(line -> line.contains("KUBE-MARK-MASQ"))
                    .containsExactlyInAnyOrder(
                            ":KUBE-MARK-MASQ - [0:0]",
                            "-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000",
                            "-A KUBE-HP-6QGQ4UA2XWWYNEDA -s 172.31.0.10/32 -j KUBE-MARK-MASQ");
            assertThat(after)
                    .filteredOn(line -> line.contains("KUBE-POSTROUTING"))
                    .hasSize(5)
                    .contains("-A KUBE-POSTROUTING -j MASQUERADE --random-fully");
            assertThat(after)
                    .filteredOn(line -> line.matches("(:|.* -j )KUBE-SERVICES( .*)?"))
                    .containsExactlyInAnyOrder(
                            ":KUBE-SERVICES - [0:0]",
                            "-A ISTIO_OUTPUT -d 10.96.0.0/16 -j KUBE-SERVICES");
        }
    }

    private static Set<String> lines(String text) {
        return text.lines().collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Test
    void rulesThatComeBackAreRemovedAfterTheNextFullSync() throws Exception {
        try (TestNode node = new TestNode()) {
            RuleInstaller rules = new RuleInstaller(node.tools);
            rules.othersInNftables();
            String others = node.tools.nftables();
            node.sync();
            rules.kubeProxyNftables();

            assertThat(withoutOurs(node)).isNotEqualTo(others);

            node.sync();

            assertThat(withoutOurs(node)).isEqualTo(others);
        }
    }

    @Test
    void takeoverDoesNotDisturbOurTable() throws Exception {
        try (TestNode node = new TestNode()) {
            RuleInstaller rules = new RuleInstaller(node.tools);
            rules.kubeProxyIptables("nft");
            rules.kubeProxyNftables();
            node.sync();

            assertThat(node.kernel.foreignChange()).isEmpty();
            assertThat(node.sync()).isEqualTo(CommitReport.NOTHING);
        }
    }

    private static String saved(TestNode node) {
        return SAVES.stream().map(node.tools::saved).collect(Collectors.joining());
    }

    /** Returns all rules but our table, with handles, which show that objects were not replaced. */
    private static String withoutOurs(TestNode node) {
        String all = node.tools.nftables();
        int start = all.indexOf("table inet kube-proxy");
        assertThat(start).isPositive();
        int end = all.indexOf("\n}\n", start) + 3;
        return all.substring(0, start) + all.substring(end);
    }
}
