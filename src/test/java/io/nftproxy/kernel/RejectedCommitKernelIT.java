package io.nftproxy.kernel;

import static io.nftproxy.kernel.netlink.nftables.CompleteTable.RULESET;
import static io.nftproxy.kernel.netlink.nftables.CompleteTable.TABLE;
import static io.nftproxy.kernel.netlink.nftables.CompleteTable.creationOf;
import static io.nftproxy.kernel.netlink.nftables.Samples.CLUSTER_IPS4;
import static io.nftproxy.kernel.netlink.nftables.Samples.ENDPOINTS4;
import static io.nftproxy.kernel.netlink.nftables.Samples.SERVICE_IPS4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.kernel.netlink.nftables.CompleteTable;
import io.nftproxy.testing.Hex;
import io.nftproxy.testing.LimitedSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rejected transaction names the operation and element at fault, and changes nothing. */
@Tag("kernel-ring")
class RejectedCommitKernelIT {
    private static final String DNS = "0a60000a 11000000 00350000";

    @AutoClose private final KernelTestbed testbed = new KernelTestbed();

    @BeforeEach
    void commitOurTable() throws Exception {
        testbed.table().commit(creationOf(RULESET));
    }

    @Test
    void additionOfAnElementWithAnotherValueIsRejected() {
        CommitRejected rejected =
                reject(
                        new Operation.AddElements(
                                TABLE,
                                ENDPOINTS4,
                                List.of(
                                        CompleteTable.data(DNS + "02000000", "0af40107 14e90000"),
                                        CompleteTable.data(
                                                DNS + "01000000", "0af40108 14e90000"))));

        assertThat(rejected)
                .hasMessageContaining("add element inet kube-proxy endpoints4")
                .hasMessageContaining("{ 10.96.0.10 . udp . 53 . 1 : 10.244.1.8 . 5353 }")
                .hasMessageContaining(": EEXIST");
    }

    @Test
    void deletionOfAMissingElementIsRejected() {
        CommitRejected rejected =
                reject(
                        new Operation.DeleteElements(
                                TABLE,
                                SERVICE_IPS4,
                                List.of(
                                        Element.of(Hex.bytes(DNS)),
                                        Element.of(Hex.bytes("01020304 06000000 00500000")))));

        assertThat(rejected)
                .hasMessageContaining("delete element inet kube-proxy service-ips4")
                .hasMessageContaining("{ 1.2.3.4 . tcp . 80 }")
                .hasMessageContaining("ENOENT");
    }

    @Test
    void destructionOfAMissingElementIsAccepted() throws Exception {
        testbed.table()
                .commit(
                        new Transaction(
                                List.of(
                                        new Operation.DestroyElements(
                                                TABLE,
                                                CLUSTER_IPS4,
                                                List.of(
                                                        Element.of(Hex.bytes("01020304")),
                                                        Element.of(Hex.bytes("0a60000a")))))));

        assertThat(testbed.table().read().elementsOf(CLUSTER_IPS4.name())).hasSize(1);
    }

    @Test
    void deletionOfAChainInUseIsRejected() {
        assertThat(reject(new Operation.DeleteChain(TABLE, "cluster-2")))
                .hasMessageContaining("delete chain inet kube-proxy cluster-2: EBUSY");
    }

    @Test
    void elementOfAMissingSetIsRejected() {
        Rule rule = RuleBuilder.rule().thDport().in("nowhere").build();

        assertThat(reject(new Operation.AddRule(TABLE, "services", rule)))
                .hasMessageContaining("add rule inet kube-proxy services")
                .hasMessageContaining("nowhere")
                .hasMessageContaining("ENOENT");
    }

    @Test
    void elementOfAFullSetIsRejected() {
        SetSpec small = LimitedSet.of(1, SetSpec.set("small", CLUSTER_IPS4.key().getFirst()));

        assertThat(
                        reject(
                                new Operation.AddSet(TABLE, small),
                                new Operation.AddElements(
                                        TABLE,
                                        small,
                                        List.of(
                                                Element.of(Hex.bytes("01010101")),
                                                Element.of(Hex.bytes("02020202"))))))
                .hasMessageContaining("add element inet kube-proxy small { 2.2.2.2 }")
                .hasMessageContaining("ENFILE");
    }

    @ParameterizedTest
    @CsvSource({
        "ac180000 ac200000, 172.24.0.0/13",
        "ac180000 ac190001, 172.24.0.0-172.25.0.0",
        "ac180000, 172.24.0.0-255.255.255.255",
    })
    void overlappingIntervalIsRejected(String bounds, String interval) {
        SetSpec networks = SetSpec.intervals("networks", CLUSTER_IPS4.key().getFirst());
        List<Element> elements = new ArrayList<>();
        for (String bound : bounds.split(" ")) {
            Bytes key = Hex.bytes(bound);
            elements.add(elements.isEmpty() ? Element.of(key) : Element.endAt(key));
        }

        assertThat(
                        reject(
                                new Operation.AddSet(TABLE, networks),
                                new Operation.AddElements(
                                        TABLE,
                                        networks,
                                        List.of(Element.of(Hex.bytes("ac100000")))),
                                new Operation.AddElements(TABLE, networks, elements)))
                .hasMessageContaining(
                        "add element inet kube-proxy networks { " + interval + " }: EEXIST");
    }

    @Test
    void jumpThatClosesALoopIsRejected() {
        Rule back = RuleBuilder.rule().jump("services");

        assertThat(reject(new Operation.AddRule(TABLE, "cluster-2", back)))
                .hasMessageContaining("add rule inet kube-proxy cluster-2")
                .hasMessageMatching(".*: E(MLINK|LOOP).*");
    }

    @Test
    void rejectedTransactionChangesNothing() throws Exception {
        String before = testbed.nft().listTable();

        reject(
                new Operation.FlushSet(TABLE, CLUSTER_IPS4.name()),
                new Operation.DeleteChain(TABLE, "cluster-2"));

        assertThat(testbed.nft().listTable()).isEqualTo(before);
        assertThat(testbed.table().foreignChange()).isEmpty();
    }

    private CommitRejected reject(Operation... operations) {
        return catchThrowableOfType(
                CommitRejected.class,
                () -> testbed.table().commit(new Transaction(List.of(operations))));
    }
}
