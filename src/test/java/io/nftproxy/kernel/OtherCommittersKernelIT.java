package io.nftproxy.kernel;

import static io.nftproxy.kernel.netlink.nftables.CompleteTable.RULESET;
import static io.nftproxy.kernel.netlink.nftables.CompleteTable.TABLE;
import static io.nftproxy.kernel.netlink.nftables.CompleteTable.creationOf;
import static io.nftproxy.kernel.netlink.nftables.Samples.AFFINITY4;
import static io.nftproxy.kernel.netlink.nftables.Samples.CLUSTER_IPS4;
import static io.nftproxy.kernel.netlink.nftables.Samples.ENDPOINTS4;
import static io.nftproxy.kernel.netlink.nftables.Samples.SERVICE_IPS4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.TableChanged;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.kernel.netlink.nftables.CompleteTable;
import io.nftproxy.testing.Hex;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other processes commit: changes of their own tables are ignored, changes of ours are noticed. */
@Tag("kernel-ring")
class OtherCommittersKernelIT {
    @AutoClose private final KernelTestbed testbed = new KernelTestbed();
    private NetlinkKernelTable table;

    @BeforeEach
    void commitOurTable() throws Exception {
        table = testbed.table();
        table.commit(creationOf(RULESET));
    }

    @Test
    void ownCommitsAreNoForeignChange() throws Exception {
        table.commit(anElement());
        otherProcessCommits();
        table.commit(aServiceMore());
        otherProcessCommits();
        table.commit(aChainMore());
        otherProcessCommits();
        table.commit(aChainAndAServiceLess());
        otherProcessCommits();
        table.commit(anElementLess());
        otherProcessCommits();
        table.commit(emptiedAndFilled());
        otherProcessCommits();

        assertThat(table.foreignChange()).isEmpty();
    }

    @Test
    void commitsToOtherTablesAreIgnored() throws Exception {
        otherProcessCommits();

        CommitReport report = table.commit(anElement());

        assertThat(report.operations()).isEqualTo(1);
        assertThat(testbed.nft().listTable()).contains("10.96.0.99");
    }

    @Test
    void ownTransactionOnAnotherTableIsNoForeignChange() throws Exception {
        otherProcessCommits();
        TableRef old = new TableRef(TableRef.Family.IP, "calico");
        table.commit(new Transaction(List.of(new Operation.DeleteTable(old))));
        otherProcessCommits();

        assertThat(table.foreignChange()).isEmpty();
        assertThat(table.read().present()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add rule inet kube-proxy services drop",
                "flush chain inet kube-proxy services",
                "delete rule inet kube-proxy rejecting handle 9999",
                "add chain inet kube-proxy theirs",
                "add set inet kube-proxy theirs { type mark; }",
                "add element inet kube-proxy cluster-ips4 { 10.96.0.77 }",
                "delete element inet kube-proxy endpoints4 { 10.96.0.10 . udp . 53 . 1 }",
                "add element inet kube-proxy service-ips4 { 1.1.1.1 . tcp . 1 : goto cluster-2 }",
                "flush set inet kube-proxy cluster-ips4",
                "delete table inet kube-proxy",
                "flush ruleset",
            })
    void changesOfOurTableAreNoticed(String command) throws Exception {
        String known = command.replace("9999", String.valueOf(firstHandle("rejecting")));
        testbed.nft().run(known.split(" "));

        assertThat(testbed.openTable().read()).isNotEqualTo(RULESET);
        assertThatExceptionOfType(TableChanged.class)
                .isThrownBy(() -> table.commit(anElement()))
                .withMessageContaining("inet kube-proxy");
        assertThat(table.foreignChange()).isPresent();
    }

    @Test
    void foreignChangeIsNoticedBeforeACommit() throws Exception {
        assertThat(table.foreignChange()).isEmpty();

        testbed.nft().run("add", "rule", "inet", "kube-proxy", "services", "drop");

        assertThat(table.foreignChange()).isPresent();
        assertThat(table.foreignChange()).isPresent();
    }

    @Test
    void readAcceptsAForeignChange() throws Exception {
        testbed.nft().run("add", "rule", "inet", "kube-proxy", "services", "drop");
        assertThat(table.foreignChange()).isPresent();

        table.read();

        assertThat(table.foreignChange()).isEmpty();
        assertThat(table.commit(anElement()).operations()).isEqualTo(1);
    }

    @Test
    void affinityClientOfAnotherProcessIsNoticed() throws Exception {
        testbed.nft()
                .run(
                        "add",
                        "element",
                        "inet",
                        "kube-proxy",
                        AFFINITY4.name(),
                        "{ 10.1.1.1 : 10.244.1.7 . 80 }");

        assertThat(table.foreignChange()).isPresent();
        assertThat(table.readElements(AFFINITY4))
                .containsExactly(CompleteTable.data("0a010101", "0af40107 00500000"));
    }

    private void otherProcessCommits() {
        testbed.nft().load("add table ip calico\nadd chain ip calico theirs\n");
    }

    private long firstHandle(String chain) {
        String listing = testbed.nft().run("-a", "list", "chain", "inet", "kube-proxy", chain);
        String[] words = listing.lines().skip(2).findFirst().orElseThrow().split(" ");
        return Long.parseLong(words[words.length - 1]);
    }

    private static Transaction anElement() {
        return new Transaction(List.of(addClusterIp()));
    }

    private static Transaction anElementLess() {
        return new Transaction(
                List.of(
                        new Operation.DeleteElements(
                                TABLE, CLUSTER_IPS4, List.of(element("0a600063")))));
    }

    private static Operation addClusterIp() {
        return new Operation.AddElements(TABLE, CLUSTER_IPS4, List.of(element("0a600063")));
    }

    private static Element element(String hex) {
        return Element.of(Hex.bytes(hex));
    }

    private static Element service() {
        return Element.of(Hex.bytes("0a600063 06000000 00500000"), new Verdict.Goto("cluster-2"));
    }

    private static Transaction aServiceMore() {
        return new Transaction(
                List.of(
                        new Operation.AddElements(TABLE, SERVICE_IPS4, List.of(service())),
                        new Operation.AddElements(
                                TABLE,
                                ENDPOINTS4,
                                List.of(
                                        CompleteTable.data(
                                                "0a600063 06000000 00500000 00000000",
                                                "0af40107 00500000")))));
    }

    private static Transaction aChainMore() {
        Rule rule = RuleBuilder.rule().drop();
        return new Transaction(
                List.of(
                        new Operation.AddChain(TABLE, Chain.of("cluster-3")),
                        new Operation.AddRule(TABLE, "cluster-3", rule)));
    }

    private static Transaction aChainAndAServiceLess() {
        return new Transaction(
                List.of(
                        new Operation.DeleteElements(TABLE, SERVICE_IPS4, List.of(service())),
                        new Operation.FlushChain(TABLE, "cluster-3"),
                        new Operation.DeleteChain(TABLE, "cluster-3")));
    }

    private static Transaction emptiedAndFilled() {
        return new Transaction(
                List.of(
                        new Operation.FlushSet(TABLE, SERVICE_IPS4.name()),
                        new Operation.AddElements(
                                TABLE, SERVICE_IPS4, RULESET.elementsOf(SERVICE_IPS4.name())),
                        new Operation.DestroyElements(
                                TABLE, CLUSTER_IPS4, List.of(element("01020304")))));
    }
}
