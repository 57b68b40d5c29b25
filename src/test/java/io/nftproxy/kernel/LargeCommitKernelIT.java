package io.nftproxy.kernel;

import static io.nftproxy.kernel.netlink.nftables.CompleteTable.RULESET;
import static io.nftproxy.kernel.netlink.nftables.CompleteTable.TABLE;
import static io.nftproxy.kernel.netlink.nftables.CompleteTable.creationOf;
import static io.nftproxy.kernel.netlink.nftables.Samples.CLUSTER_IPS4;
import static io.nftproxy.kernel.netlink.nftables.Samples.ENDPOINTS4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.testing.Hex;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transactions larger than an attribute's length field or a socket's default buffer allows. */
@Tag("kernel-ring")
@Tag("slow")
class LargeCommitKernelIT {
    private static final int KEY_BYTES = 16;

    @AutoClose private final KernelTestbed testbed = new KernelTestbed();

    @BeforeEach
    void commitOurTable() throws Exception {
        testbed.table().commit(creationOf(RULESET));
    }

    @Test
    void elementsAreSplitAcrossMessages() throws Exception {
        List<Element> elements = endpoints(3_000);

        CommitReport report = add(elements);

        assertThat(report.bytes()).isGreaterThan(2 * 0xffff);
        assertThat(new HashSet<>(found()).containsAll(elements)).isTrue();
    }

    @Test
    void hundredThousandElementsFitOneTransaction() throws Exception {
        List<Element> elements = endpoints(110_000);

        CommitReport report = add(elements);

        assertThat(report.operations()).isEqualTo(110_000);
        assertThat(new HashSet<>(found()).containsAll(elements)).isTrue();
    }

    @Test
    void batchMayExceed64MiB() throws Exception {
        String comment = "c".repeat(127);
        List<Element> elements = new ArrayList<>();
        for (int i = 1; i <= 450_000; i++) {
            elements.add(Element.of(Bytes.ofInt(i)).withComment(comment));
        }

        CommitReport report =
                testbed.table()
                        .commit(
                                new Transaction(
                                        List.of(
                                                new Operation.AddElements(
                                                        TABLE, CLUSTER_IPS4, elements))));

        assertThat(report.bytes()).isGreaterThan(64 << 20);
        assertThat(report.operations()).isEqualTo(450_000);
    }

    @Test
    void rejectionNamesAnElementFarInsideTheBatch() throws Exception {
        List<Element> elements = endpoints(5_000);
        add(elements.subList(4_321, 4_322));
        Bytes key = elements.get(4_321).key();
        elements.set(4_321, Element.of(key, new ElementValue.Data(Hex.bytes("00".repeat(8)))));

        CommitRejected rejected = catchThrowableOfType(CommitRejected.class, () -> add(elements));

        assertThat(rejected)
                .hasMessageContaining("{ 11.0.1.176 . tcp . 80 . 1 : 0.0.0.0 . 0 }: EEXIST");
    }

    private CommitReport add(List<Element> elements) throws Exception {
        return testbed.table()
                .commit(
                        new Transaction(
                                List.of(new Operation.AddElements(TABLE, ENDPOINTS4, elements))));
    }

    private List<Element> found() throws Exception {
        return testbed.table().readElements(ENDPOINTS4);
    }

    /** Returns ten slots for each service address. */
    private static List<Element> endpoints(int count) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] key =
                    ByteBuffer.allocate(KEY_BYTES)
                            .putInt(0x0b000000 + i / 10)
                            .putInt(0x06000000)
                            .putInt(0x00500000)
                            .order(ByteOrder.nativeOrder())
                            .putInt(i % 10)
                            .array();
            byte[] value = ByteBuffer.allocate(8).putInt(0x0af40000 + i).putInt(0x1f900000).array();
            elements.add(Element.of(Bytes.wrap(key), new ElementValue.Data(Bytes.wrap(value))));
        }
        return elements;
    }
}
