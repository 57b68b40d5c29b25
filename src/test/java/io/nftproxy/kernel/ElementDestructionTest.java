package io.nftproxy.kernel;

import static io.nftproxy.kernel.netlink.nftables.Samples.CLIENTS4;
import static io.nftproxy.kernel.netlink.nftables.Samples.TABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Element;
import io.nftproxy.kernel.netlink.MessageReader;
import io.nftproxy.kernel.netlink.nftables.NftMessage;
import io.nftproxy.testing.Hex;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Elements that may have expired are deleted with and without {@code NFT_MSG_DESTROYSETELEM}. */
class ElementDestructionTest {
    private static final Element FIRST = Element.of(Hex.bytes("0a010101"));
    private static final Element SECOND = Element.of(Hex.bytes("0a010102"));
    private static final Transaction DESTROY =
            new Transaction(
                    List.of(
                            new Operation.DestroyElements(
                                    TABLE, CLIENTS4, List.of(FIRST, SECOND))));

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final PlayedTable played = new PlayedTable();
    private final NetlinkKernelTable table =
            new NetlinkKernelTable(
                    new NetlinkSocket(kernel), TABLE, played, null, ElementReader.MAX_DUMPED);

    @BeforeEach
    void read() throws Exception {
        kernel.otherwise(played);
        table.read();
    }

    @Test
    void newKernelIsProbedOnceAndDestroysElements() throws Exception {
        table.commit(DESTROY);
        table.commit(DESTROY);

        assertThat(played.batchGenerations()).as("the first is the probe").containsExactly(0, 1, 2);
        assertThat(lastBatch()).containsExactly(NftMessage.DESTROYSETELEM);
    }

    @Test
    void oldKernelDeletesExistingElements() throws Exception {
        played.cannotDestroy();
        played.holds(List.of(SECOND));

        CommitReport report = table.commit(DESTROY);

        assertThat(report.operations()).isEqualTo(1);
        assertThat(lastBatch()).containsExactly(NftMessage.DELSETELEM);
    }

    @Test
    void sendsNothingIfNoElementExists() throws Exception {
        played.cannotDestroy();

        assertThat(table.commit(DESTROY)).isEqualTo(CommitReport.NOTHING);
        assertThat(played.batchGenerations()).as("the probe").containsExactly(0);
    }

    @Test
    void otherOperationsAreSentUnchanged() throws Exception {
        played.cannotDestroy();

        table.commit(
                new Transaction(
                        List.of(
                                DESTROY.operations().getFirst(),
                                new Operation.FlushSet(TABLE, CLIENTS4.name()))));

        assertThat(lastBatch()).containsExactly(NftMessage.DELSETELEM);
    }

    @Test
    void elementThatExpiresMeanwhileIsSkipped() throws Exception {
        played.cannotDestroy();
        played.holds(List.of(FIRST, SECOND));
        played.onBatch(
                reply -> {
                    played.holds(List.of(SECOND));
                    reply.replyError(1, Errno.ENOENT);
                });

        assertThat(table.commit(DESTROY).operations()).isEqualTo(2);
        assertThat(lastBatch())
                .as("an element that expires after the second read, too, is no error")
                .containsExactly(NftMessage.NEWSETELEM, NftMessage.DELSETELEM);
    }

    @Test
    void failsWhenElementsKeepExpiring() {
        played.cannotDestroy();
        played.holds(List.of(FIRST, SECOND));
        for (int i = 0; i < 100; i++) {
            played.onBatch(reply -> reply.replyError(1, Errno.ENOENT));
        }

        assertThatExceptionOfType(CommitRejected.class)
                .isThrownBy(() -> table.commit(DESTROY))
                .withMessageContaining("add element inet kube-proxy clients4")
                .withMessageContaining("ENOENT");
    }

    /**
     * An old kernel replies {@code EINVAL}. After any other reply, or none, this transaction uses
     * deletions and the next one probes again.
     */
    @ParameterizedTest(name = "the reply is {0}")
    @MethodSource("repliesThatTellNothing")
    void probesAgainAfterAnInconclusiveReply(String what, Consumer<ScriptedKernel> reply)
            throws Exception {
        played.holds(List.of(SECOND));
        played.onQuestion(reply);
        table.commit(DESTROY);
        assertThat(lastBatch()).as("message not known yet").containsExactly(NftMessage.DELSETELEM);

        table.commit(DESTROY);

        assertThat(lastBatch()).as("known now").containsExactly(NftMessage.DESTROYSETELEM);
    }

    static List<Arguments> repliesThatTellNothing() {
        return List.of(
                Arguments.of("lost", reply(_ -> {})),
                Arguments.of("lost to ENOBUFS", reply(kernel -> kernel.failReceive(105))),
                Arguments.of("ENOMEM", reply(kernel -> kernel.replyError(1, 12))),
                Arguments.of("EPERM", reply(kernel -> kernel.replyError(1, Errno.EPERM))),
                Arguments.of("of another message", reply(kernel -> kernel.replyError(0, 22))),
                Arguments.of("an acknowledgement", reply(kernel -> kernel.replyError(1, 0))));
    }

    private static Consumer<ScriptedKernel> reply(Consumer<ScriptedKernel> reply) {
        return reply;
    }

    @Test
    void oldKernelIsProbedOnce() throws Exception {
        played.cannotDestroy();

        table.commit(DESTROY);
        table.commit(DESTROY);

        assertThat(played.batchGenerations()).as("one probe").containsExactly(0);
    }

    private List<Integer> lastBatch() {
        byte[] sent = kernel.sent().getLast();
        MessageReader messages = new MessageReader(ByteBuffer.wrap(sent), sent.length);
        List<Integer> types = new ArrayList<>();
        while (messages.next()) {
            types.add(messages.type());
        }
        return types.subList(1, types.size() - 1);
    }
}
