package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nftproxy.kernel.netlink.ErrorAnswer;
import io.nftproxy.kernel.netlink.MessageWriter;
import io.nftproxy.kernel.netlink.NetlinkConstants;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything that can go wrong between us and the kernel, played by a script. */
class NetlinkSocketTest {
    private static final int TYPE = 0xa0f;

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final NetlinkSocket socket = new NetlinkSocket(kernel);
    private final List<Integer> types = new ArrayList<>();

    @Test
    void aRequestHasOneAnswer() throws Exception {
        kernel.onSend(answer -> answer.answer(TYPE, 0));

        assertThat(request(0)).isFalse();
        assertThat(types).containsExactly(TYPE);
    }

    @Test
    void aDumpGoesOnToItsEnd() throws Exception {
        kernel.onSend(
                answer -> {
                    answer.answer(TYPE, 2);
                    answer.answer(TYPE + 1, 2);
                    answer.answerDone(0);
                });

        assertThat(dump()).isFalse();
        assertThat(types).containsExactly(TYPE, TYPE + 1);
    }

    @Test
    void aTornDumpSaysSo() throws Exception {
        kernel.onSend(
                answer -> {
                    answer.answer(TYPE, 2);
                    answer.answer(TYPE, 2 | NetlinkConstants.NLM_F_DUMP_INTR);
                    answer.answer(TYPE, 2);
                    answer.answerDone(0);
                });

        assertThat(dump()).isTrue();
    }

    @Test
    void aDumpMayFailAtItsEnd() {
        kernel.onSend(answer -> answer.answerDone(12));

        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(this::dump)
                .withMessageContaining("ENOMEM");
    }

    @Test
    void aRequestMayBeRefused() {
        kernel.onSend(answer -> answer.answerError(0, 2, "no such table", 0));

        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(() -> request(0))
                .withMessageContaining("no such table")
                .withMessageContaining("ENOENT")
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
    }

    @Test
    void interruptedCallsAreRepeated() throws Exception {
        kernel.failSend(Errno.EINTR)
                .failSend(Errno.EINTR)
                .onSend(
                        answer -> {
                            answer.failReceive(Errno.EINTR);
                            answer.answer(TYPE, 0);
                        });

        request(0);

        assertThat(types).containsExactly(TYPE);
    }

    @Test
    void whatCannotBeSentIsAFailure() {
        kernel.failSend(Errno.EMSGSIZE);

        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(() -> request(0))
                .withMessageContaining("EMSGSIZE");
    }

    @Test
    void noAnswerIsALostOne() {
        kernel.onSend(_ -> {});

        assertThatExceptionOfType(ReplyLost.class).isThrownBy(() -> request(0));
    }

    @Test
    void aDumpWithoutItsEndIsLost() {
        kernel.onSend(answer -> answer.answer(TYPE, 2));

        assertThatExceptionOfType(ReplyLost.class).isThrownBy(this::dump);
    }

    @Test
    void anOverflowIsALoss() {
        kernel.onSend(
                answer -> {
                    answer.failReceive(Errno.ENOBUFS);
                    answer.answerDone(0);
                });

        assertThatExceptionOfType(ReplyLost.class)
                .isThrownBy(this::dump)
                .withMessageContaining("ENOBUFS");
    }

    @Test
    void aCutAnswerIsALoss() {
        byte[] huge = ScriptedKernel.message(TYPE, 0, 1, new byte[70_000]);
        kernel.onSend(answer -> answer.answerCut(huge, 65_536));

        assertThatExceptionOfType(ReplyLost.class)
                .isThrownBy(() -> request(0))
                .withMessageContaining("70016 bytes was cut");
    }

    @Test
    void aTornAnswerIsALoss() {
        byte[] message = ScriptedKernel.message(TYPE, 0, 1, new byte[8]);
        kernel.onSend(answer -> answer.answerRaw(Arrays.copyOf(message, message.length - 4)));

        assertThatExceptionOfType(ReplyLost.class)
                .isThrownBy(() -> request(0))
                .withMessageContaining("24 bytes, 20 are left");
    }

    @Test
    void answersToOlderRequestsAreIgnored() throws Exception {
        kernel.onSend(
                answer -> {
                    answer.answerRaw(ScriptedKernel.message(TYPE + 9, 0, 999, new byte[4]));
                    answer.answer(TYPE, 0);
                });

        request(0);

        assertThat(types).containsExactly(TYPE);
    }

    @Test
    void whatIsLeftOfAFailedDumpIsReceivedFirst() throws Exception {
        kernel.onSend(
                answer -> {
                    answer.failReceive(Errno.ENOBUFS);
                    answer.answer(TYPE, 2);
                    answer.answerDone(0);
                });
        assertThatExceptionOfType(ReplyLost.class).isThrownBy(this::dump);
        kernel.onSend(answer -> answer.answer(TYPE + 1, 0));

        request(0);

        assertThat(types).containsExactly(TYPE + 1);
    }

    @Test
    void aBatchCollectsAllAnswers() throws Exception {
        kernel.onSend(
                answer -> {
                    answer.answerError(0, 17, "it is there", 36);
                    answer.failReceive(Errno.EINTR);
                    answer.answerError(1, 0);
                });

        BatchAnswers answers = socket.transact(messages(2));

        assertThat(answers.lost()).isEmpty();
        assertThat(answers.answers())
                .containsExactly(
                        new ErrorAnswer(17, 1, "it is there", 36), new ErrorAnswer(0, 2, "", 0));
    }

    @Test
    void aBatchSaysThatAnswersWereLost() throws Exception {
        kernel.onSend(
                answer -> {
                    answer.failReceive(Errno.ENOBUFS);
                    answer.answerError(0, 17);
                });

        BatchAnswers answers = socket.transact(messages(2));

        assertThat(answers.lost()).contains("ENOBUFS");
        assertThat(answers.answers()).containsExactly(new ErrorAnswer(17, 1, "", 0));
    }

    @Test
    void anEndlessOverflowEnds() throws Exception {
        kernel.onSend(
                answer -> {
                    for (int i = 0; i < 100_000; i++) {
                        answer.failReceive(Errno.ENOBUFS);
                    }
                });

        assertThat(socket.transact(messages(1)).lost()).contains("ENOBUFS");
    }

    @Test
    void sequenceNumbersAreNotUsedTwice() {
        assertThat(socket.takeSequences(1)).isEqualTo(1);
        assertThat(socket.takeSequences(10)).isEqualTo(2);
        assertThat(socket.takeSequences(1)).isEqualTo(12);
    }

    @Test
    void sequenceNumbersStartAgainBeforeTheyOverflow() {
        socket.takeSequences(Integer.MAX_VALUE - 5);

        assertThat(socket.takeSequences(6)).isEqualTo(1);
    }

    @Test
    void closesOnce() {
        socket.close();
        socket.close();

        assertThat(kernel.closes()).isEqualTo(1);
    }

    private boolean dump() throws NetlinkException {
        return request(NetlinkConstants.NLM_F_DUMP);
    }

    private boolean request(int flags) throws NetlinkException {
        MessageWriter writer = new MessageWriter();
        writer.begin(0xa10, 1 | flags, socket.takeSequences(1), 1, 0);
        writer.end();
        return socket.request(writer.written(), message -> types.add(message.type()));
    }

    private static ByteBuffer messages(int count) {
        MessageWriter writer = new MessageWriter();
        for (int i = 1; i <= count; i++) {
            writer.begin(0xa00, 1, i, 1, 0);
            writer.end();
        }
        return writer.written();
    }
}
