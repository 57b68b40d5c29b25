package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.nftproxy.kernel.netlink.MessageWriter;
import io.nftproxy.kernel.netlink.NetlinkConstants;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests with a reply of many short datagrams and a final acknowledgement. */
class AcknowledgedRequestTest {
    private static final int TYPE = 0xa0f;

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final NetlinkSocket socket = new NetlinkSocket(kernel);
    private final List<Integer> types = new ArrayList<>();

    @Test
    void readsUpToTheAcknowledgement() throws Exception {
        kernel.onSend(
                reply -> {
                    reply.reply(TYPE, 0);
                    reply.failReceive(Errno.EINTR);
                    reply.reply(TYPE + 1, 0);
                    reply.replyError(0, 0);
                    reply.reply(TYPE + 2, 0);
                });

        request();

        assertThat(types).containsExactly(TYPE, TYPE + 1);
    }

    @Test
    void restOfAReplyIsNotTakenForTheNextReply() throws Exception {
        kernel.onSend(
                reply -> {
                    reply.replyError(0, 0);
                    reply.reply(TYPE, 0);
                });
        kernel.onSend(
                reply -> {
                    reply.reply(TYPE + 1, 0);
                    reply.replyError(0, 0);
                });

        request();
        request();

        assertThat(types).containsExactly(TYPE + 1);
    }

    @Test
    void mayFailAfterSomeReplies() {
        kernel.onSend(
                reply -> {
                    reply.reply(TYPE, 0);
                    reply.replyError(0, Errno.ENOENT);
                });

        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(this::request)
                .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
        assertThat(types).containsExactly(TYPE);
    }

    @Test
    void replyWithoutAcknowledgementIsIncomplete() {
        kernel.onSend(reply -> reply.reply(TYPE, 0));

        assertThatExceptionOfType(IncompleteReply.class).isThrownBy(this::request);
    }

    @Test
    void overflowMakesTheReplyIncomplete() {
        kernel.onSend(
                reply -> {
                    reply.reply(TYPE, 0);
                    reply.failReceive(Errno.ENOBUFS);
                    reply.replyError(0, 0);
                });

        assertThatExceptionOfType(IncompleteReply.class)
                .isThrownBy(this::request)
                .withMessageContaining("ENOBUFS");
    }

    @Test
    void replyLongerThanOneKibIsIncomplete() {
        byte[] tall = ScriptedKernel.message(TYPE, 0, 1, new byte[1100]);
        kernel.onSend(reply -> reply.replyCut(tall, 1024));

        assertThatExceptionOfType(IncompleteReply.class)
                .isThrownBy(this::request)
                .withMessageContaining("1116 bytes was truncated");
    }

    @Test
    void largerReceiveBufferTakesMoreReplies() {
        assertThat(socket.repliesAtOnce()).isBetween(500, 1000);
    }

    private void request() throws NetlinkException {
        MessageWriter writer = new MessageWriter();
        writer.request(0xa10, NetlinkConstants.NLM_F_ACK, 1);
        socket.request(writer.written(), message -> types.add(message.type()));
    }
}
