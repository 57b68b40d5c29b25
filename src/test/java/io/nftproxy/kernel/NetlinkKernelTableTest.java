package io.nftproxy.kernel;

import static io.nftproxy.kernel.netlink.nftables.Samples.CLUSTER_IPS4;
import static io.nftproxy.kernel.netlink.nftables.Samples.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.CommitUnknown;
import io.nftproxy.core.diff.KernelUnavailable;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.TableChanged;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.kernel.netlink.nftables.NftMessage;
import io.nftproxy.testing.Hex;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commits and reads during commits of other processes, and with lost replies. */
class NetlinkKernelTableTest {
    private static final Transaction AN_ELEMENT =
            new Transaction(
                    List.of(
                            new Operation.AddElements(
                                    TABLE,
                                    CLUSTER_IPS4,
                                    List.of(Element.of(Hex.bytes("0a60000a"))))));

    private static final Transaction A_CHAIN =
            new Transaction(List.of(new Operation.AddChain(TABLE, Chain.of("services"))));

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final PlayedTable played = new PlayedTable();
    private final NetlinkKernelTable table =
            new NetlinkKernelTable(
                    new NetlinkSocket(kernel), TABLE, played, null, ElementReader.MAX_DUMPED);

    @BeforeEach
    void read() throws Exception {
        kernel.otherwise(played);
        table.read();
        played.requests().clear();
    }

    @Test
    void nothingIsSentForAnEmptyTransaction() throws Exception {
        assertThat(table.commit(Transaction.EMPTY)).isEqualTo(CommitReport.NOTHING);
        assertThat(played.requests()).isEmpty();
    }

    @Test
    void commitOfElementsIsOneSendWithoutARead() throws Exception {
        table.commit(AN_ELEMENT);
        table.commit(AN_ELEMENT);

        assertThat(played.requests())
                .containsExactly(NftMessage.BATCH_BEGIN, NftMessage.BATCH_BEGIN);
        assertThat(played.batchGenerations()).containsExactly(1, 2);
    }

    @Test
    void commitOfOtherOperationsIsOneSend() throws Exception {
        table.commit(A_CHAIN);

        assertThat(played.requests()).containsExactly(NftMessage.BATCH_BEGIN);
        assertThat(played.listenedDuringBatch()).isTrue();
    }

    @Test
    void noListenerDuringALargeCommit() throws Exception {
        CommitReport report = table.commit(manyElements());

        assertThat(report.operations()).isEqualTo(2000);
        assertThat(played.listenedDuringBatch()).isFalse();
        assertThat(table.foreignChange()).isEmpty();
        played.tableChanges();
        assertThat(table.foreignChange()).isPresent();
    }

    @Test
    void largeCommitIsNotSentAfterAForeignChange() throws Exception {
        played.otherTableChanges();
        assertThat(table.commit(manyElements()).operations()).isEqualTo(2000);

        played.tableChanges();
        assertThatExceptionOfType(TableChanged.class)
                .isThrownBy(() -> table.commit(manyElements()));
        assertThat(played.batchGenerations()).containsExactly(2);
    }

    @Test
    void commitRightAfterALargeCommitCountsAsAForeignChange() throws Exception {
        played.onBatch(
                reply -> {
                    reply.replyError(reply.messagesSent() - 2, 0);
                    played.otherTableChanges();
                    played.tableChanges();
                });

        table.commit(manyElements());

        assertThat(table.foreignChange()).isPresent();
        table.read();
        table.commit(manyElements());
        assertThat(played.listenedDuringBatch()).isTrue();
    }

    @Test
    void largeCommitAfterAConcurrentCommitIsMadeListening() throws Exception {
        played.othersNeverStop();
        assertThatExceptionOfType(TableChanged.class)
                .isThrownBy(() -> table.commit(manyElements()));
        assertThat(played.listenedDuringBatch()).isFalse();

        table.read();

        assertThatExceptionOfType(KernelUnavailable.class)
                .isThrownBy(() -> table.commit(manyElements()));
        assertThat(played.listenedDuringBatch()).isTrue();
    }

    private static Transaction manyElements() {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            elements.add(Element.of(Bytes.ofInt(i)));
        }
        return new Transaction(List.of(new Operation.AddElements(TABLE, CLUSTER_IPS4, elements)));
    }

    @Test
    void isSentAgainWhenOthersChangedOtherTables() throws Exception {
        played.otherTableChanges();
        played.otherTableChanges();

        CommitReport report = table.commit(AN_ELEMENT);

        assertThat(report.operations()).isEqualTo(1);
        assertThat(played.batchGenerations()).containsExactly(1, 3);
    }

    @Test
    void isNotSentAgainWhenOthersChangedThisTable() {
        played.tableChanges();

        assertThatExceptionOfType(TableChanged.class).isThrownBy(() -> table.commit(AN_ELEMENT));
        assertThat(played.batchGenerations()).isEmpty();
    }

    @Test
    void isNotSentAgainWhenOthersChangeThisTableMeanwhile() {
        played.tableChangesBeforeBatch();

        assertThatExceptionOfType(TableChanged.class).isThrownBy(() -> table.commit(AN_ELEMENT));
        assertThatExceptionOfType(TableChanged.class).isThrownBy(() -> table.commit(AN_ELEMENT));
        assertThat(played.batchGenerations()).containsExactly(1);
    }

    @Test
    void failsWhenOtherProcessesCommitWithoutAPause() {
        played.othersNeverStop();

        assertThatExceptionOfType(KernelUnavailable.class)
                .isThrownBy(() -> table.commit(AN_ELEMENT))
                .withMessageContaining("other processes commit without a pause");
    }

    @Test
    void missingReplyMakesTheCommitUnknown() throws Exception {
        played.onBatch(_ -> {});

        assertThatExceptionOfType(CommitUnknown.class).isThrownBy(() -> table.commit(AN_ELEMENT));
        assertThatExceptionOfType(TableChanged.class)
                .isThrownBy(() -> table.commit(AN_ELEMENT))
                .withMessageContaining("reading it first");
        assertThat(table.foreignChange()).as("a change by another process").isEmpty();

        table.read();

        assertThat(table.commit(AN_ELEMENT).operations()).isEqualTo(1);
    }

    @Test
    void anOverflowWithoutAnErrorMakesTheCommitUnknown() {
        played.onBatch(reply -> reply.failReceive(Errno.ENOBUFS));

        assertThatExceptionOfType(CommitUnknown.class)
                .isThrownBy(() -> table.commit(AN_ELEMENT))
                .withMessageContaining("ENOBUFS");
    }

    @Test
    void errorCountsEvenIfOtherRepliesWereLost() {
        played.onBatch(
                reply -> {
                    reply.failReceive(Errno.ENOBUFS);
                    reply.replyError(1, 17);
                });

        assertThatExceptionOfType(CommitRejected.class)
                .isThrownBy(() -> table.commit(AN_ELEMENT))
                .withMessage("add element inet kube-proxy cluster-ips4 (1 element): EEXIST");
    }

    @Test
    void messageHasTheKernelsErrorText() {
        played.onBatch(reply -> reply.replyError(1, 22, "set is too small", 0));

        assertThatExceptionOfType(CommitRejected.class)
                .isThrownBy(() -> table.commit(AN_ELEMENT))
                .withMessageEndingWith("EINVAL (set is too small)");
    }

    @Test
    void failureOfTheWholeCommitRefersToTheBegin() {
        played.onBatch(
                reply -> {
                    reply.replyError(0, 40);
                    reply.replyError(1, 0);
                });

        assertThatExceptionOfType(CommitRejected.class)
                .isThrownBy(() -> table.commit(AN_ELEMENT))
                .withMessage("commit of a transaction to inet kube-proxy: ELOOP");
    }

    @Test
    void missingPermissionIsNoRejection() {
        played.onBatch(reply -> reply.replyError(0, Errno.EPERM));

        assertThatExceptionOfType(KernelUnavailable.class)
                .isThrownBy(() -> table.commit(AN_ELEMENT))
                .withMessageContaining("CAP_NET_ADMIN");
    }

    @Test
    void failedSendAppliesNothing() throws Exception {
        kernel.failSend(Errno.EMSGSIZE);

        assertThatExceptionOfType(KernelUnavailable.class)
                .isThrownBy(() -> table.commit(AN_ELEMENT))
                .withMessageContaining("EMSGSIZE");
        assertThat(table.commit(AN_ELEMENT).operations()).isEqualTo(1);
    }

    @Test
    void interruptedDumpIsRepeated() throws Exception {
        played.tearDumps(7);

        assertThat(table.read().present()).isTrue();
        assertThat(played.requests()).filteredOn(type -> type == NftMessage.GETSET).hasSize(3);
    }

    @Test
    void readAcrossACommitIsRepeated() throws Exception {
        played.otherTableChangesBeforeRequest(4);

        assertThat(table.read().present()).isTrue();
        assertThat(played.requests()).filteredOn(type -> type == NftMessage.GETSET).hasSize(2);
    }

    @Test
    void foreignChangeSendsNoRequest() {
        played.otherTableChanges();

        assertThat(table.foreignChange()).isEmpty();
        assertThat(played.requests()).isEmpty();
    }

    @Test
    void aChangeOfTheTableIsSeen() throws Exception {
        played.tableChanges();

        assertThat(table.foreignChange()).isPresent();
    }

    @Test
    void closesItsSocket() {
        table.close();

        assertThat(kernel.closes()).isEqualTo(1);
    }
}
