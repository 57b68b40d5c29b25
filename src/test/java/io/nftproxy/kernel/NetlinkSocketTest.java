package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nftproxy.kernel.netlink.MessageWriter;
import io.nftproxy.kernel.netlink.NetlinkConstants;
import io.nftproxy.kernel.netlink.NlmsgError;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Failures of system calls and damaged or lost replies, from a scripted kernel. */
class NetlinkSocketTest {
    private static final int TYPE = 0xa0f;

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final NetlinkSocket socket = new NetlinkSocket(kernel);
    private final List<Integer> types = new ArrayList<>();

    @Test
    void aRequestHasOneReply() throws Exception {
        kernel.onSend(reply -> reply.reply(TYPE, 0));

        assertThat(request(0)).isFalse();
        assertThat(types).containsExactly(TYPE);
    }

    @Test
    void dumpIsReadToItsEnd() throws Exception {
        kernel.onSend(
                reply -> {
                    reply.reply(TYPE, 2);
                    reply.reply(TYPE + 1, 2);
                    reply.replyDone(0);
                });

        assertThat(dump()).isFalse();
        assertThat(types).containsExactly(TYPE, TYPE + 1);
    }

    @Test
    void interruptedDumpIsReported() throws Exception {
        kernel.onSend(
                reply -> {
                    reply.reply(TYPE, 2);
                    reply.reply(TYPE, 2 | NetlinkConstants.NLM_F_DUMP_INTR);
                    reply.reply(TYPE, 2);
                    reply.replyDone(0);
                });

        assertThat(dump()).isTrue();
    }

    @Test
    void aDumpThatDoesNotEndIsAnError() {
        kernel.onSend(reply -> reply.repeatForever(TYPE));

        assertThatExceptionOfType(IncompleteReply.class)
                .isThrownBy(this::dump)
                .withMessageContaining("does not end");
    }

    @Test
    void repliesToABatchThatDoNotEndAreAnError() throws Exception {
        kernel.onSend(reply -> reply.repeatForever(TYPE));

        assertThat(socket.transact(messages(2)).lost()).contains("does not end");
    }

    @Test
    void aDumpMayFailAtItsEnd() {
        kernel.onSend(reply -> reply.replyDone(12));

        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(this::dump)
                .withMessageContaining("ENOMEM");
    }

    @Test
    void aRequestMayBeRefused() {
        kernel.onSend(reply -> reply.replyError(0, 2, "no such table", 0));

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
                        reply -> {
                            reply.failReceive(Errno.EINTR);
                            reply.reply(TYPE, 0);
                        });

        request(0);

        assertThat(types).containsExactly(TYPE);
    }

    @Test
    void failedSendIsAnError() {
        kernel.failSend(Errno.EMSGSIZE);

        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(() -> request(0))
                .withMessageContaining("EMSGSIZE");
    }

    @Test
    void missingReplyIsIncomplete() {
        kernel.onSend(_ -> {});

        assertThatExceptionOfType(IncompleteReply.class).isThrownBy(() -> request(0));
    }

    @Test
    void dumpWithoutItsEndIsIncomplete() {
        kernel.onSend(reply -> reply.reply(TYPE, 2));

        assertThatExceptionOfType(IncompleteReply.class).isThrownBy(this::dump);
    }

    @Test
    void overflowMakesTheReplyIncomplete() {
        kernel.onSend(
                reply -> {
                    reply.failReceive(Errno.ENOBUFS);
                    reply.replyDone(0);
                });

        assertThatExceptionOfType(IncompleteReply.class)
                .isThrownBy(this::dump)
                .withMessageContaining("ENOBUFS");
    }

    @Test
    void truncatedReplyIsIncomplete() {
        byte[] huge = ScriptedKernel.message(TYPE, 0, 1, new byte[70_000]);
        kernel.onSend(reply -> reply.replyCut(huge, 65_536));

        assertThatExceptionOfType(IncompleteReply.class)
                .isThrownBy(() -> request(0))
                .withMessageContaining("70016 bytes was truncated");
    }

    @Test
    void malformedReplyIsIncomplete() {
        byte[] message = ScriptedKernel.message(TYPE, 0, 1, new byte[8]);
        kernel.onSend(reply -> reply.replyRaw(Arrays.copyOf(message, message.length - 4)));

        assertThatExceptionOfType(IncompleteReply.class)
                .isThrownBy(() -> request(0))
                .withMessageContaining("24 bytes with 20 bytes left");
    }

    @Test
    void repliesToOlderRequestsAreIgnored() throws Exception {
        kernel.onSend(
                reply -> {
                    reply.replyRaw(ScriptedKernel.message(TYPE + 9, 0, 999, new byte[4]));
                    reply.reply(TYPE, 0);
                });

        request(0);

        assertThat(types).containsExactly(TYPE);
    }

    @Test
    void restOfAFailedDumpIsDiscardedBeforeTheNextRequest() throws Exception {
        kernel.onSend(
                reply -> {
                    reply.failReceive(Errno.ENOBUFS);
                    reply.reply(TYPE, 2);
                    reply.replyDone(0);
                });
        assertThatExceptionOfType(IncompleteReply.class).isThrownBy(this::dump);
        kernel.onSend(reply -> reply.reply(TYPE + 1, 0));

        request(0);

        assertThat(types).containsExactly(TYPE + 1);
    }

    @Test
    void aBatchCollectsAllReplies() throws Exception {
        kernel.onSend(
                reply -> {
                    reply.replyError(0, 17, "it is there", 36);
                    reply.failReceive(Errno.EINTR);
                    reply.replyError(1, 0);
                });

        BatchReplies replies = socket.transact(messages(2));

        assertThat(replies.lost()).isEmpty();
        assertThat(replies.replies())
                .containsExactly(
                        new NlmsgError(17, 1, "it is there", 36), new NlmsgError(0, 2, "", 0));
    }

    @Test
    void batchReportsLostReplies() throws Exception {
        kernel.onSend(
                reply -> {
                    reply.failReceive(Errno.ENOBUFS);
                    reply.replyError(0, 17);
                });

        BatchReplies replies = socket.transact(messages(2));

        assertThat(replies.lost()).contains("ENOBUFS");
        assertThat(replies.replies()).containsExactly(new NlmsgError(17, 1, "", 0));
    }

    @Test
    void anEndlessOverflowEnds() throws Exception {
        kernel.onSend(
                reply -> {
                    for (int i = 0; i < 100_000; i++) {
                        reply.failReceive(Errno.ENOBUFS);
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
    void sequenceNumbersRestartBeforeTheyOverflow() {
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
        writer.request(0xa10, flags, 1);
        return socket.request(writer.written(), message -> types.add(message.type()));
    }

    private static ByteBuffer messages(int count) {
        MessageWriter writer = new MessageWriter();
        for (int i = 1; i <= count; i++) {
            writer.begin(0xa00, 1, i, 1, 0);
        }
        return writer.written();
    }
}
