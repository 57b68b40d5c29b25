package io.nftproxy.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The IPVS flush: the family's number is resolved first, then the command is sent. */
class NetlinkVirtualServersTest {
    /** {@code CTRL_ATTR_FAMILY_NAME} and {@code CTRL_ATTR_FAMILY_ID}, 36, in native order. */
    private static final byte[] FAMILY_36 =
            bytes(
                    ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                            ? "0900020049505653 00000000 0600010024000000"
                            : "0009000249505653 00000000 0006000100240000");

    private static final int GENL_ID_CTRL = 16;

    private final ScriptedKernel kernel = new ScriptedKernel();
    private final NetlinkVirtualServers servers =
            new NetlinkVirtualServers(new NetlinkSocket(kernel));

    @Test
    void resolvesTheFamilyAndFlushes() throws Exception {
        kernel.onSend(reply -> reply.reply(GENL_ID_CTRL, 0, FAMILY_36));
        kernel.onSend(reply -> reply.replyError(0, 0));

        assertThat(servers.flush()).isTrue();

        byte[] question = kernel.sent().getFirst();
        assertThat(header(question)).as("type, flags").isEqualTo(native16(16) + native16(1));
        assertThat(HexFormat.of().formatHex(question)).contains("03000000").contains("4950565300");
        byte[] flush = kernel.sent().getLast();
        assertThat(flush).as("a header, and a command without attributes").hasSize(20);
        assertThat(header(flush)).isEqualTo(native16(36) + native16(5));
        assertThat(flush[16]).as("IPVS_CMD_FLUSH").isEqualTo((byte) 17);
    }

    @Test
    void flushReturnsFalseWithoutIpvs() throws Exception {
        kernel.onSend(reply -> reply.replyError(0, Errno.ENOENT));

        assertThat(servers.flush()).isFalse();
    }

    @Test
    void anErrorReplyThrows() {
        kernel.onSend(reply -> reply.reply(GENL_ID_CTRL, 0, FAMILY_36));
        kernel.onSend(reply -> reply.replyError(0, Errno.EPERM));

        assertThatExceptionOfType(NetlinkException.class)
                .isThrownBy(servers::flush)
                .withMessage("cannot remove the virtual servers of IPVS: EPERM");
    }

    @Test
    void aLostReplyThrows() {
        kernel.onSend(_ -> {});

        assertThatExceptionOfType(NetlinkException.class).isThrownBy(servers::flush);
    }

    private static String header(byte[] message) {
        return HexFormat.of().formatHex(message, 4, 8);
    }

    private static String native16(int value) {
        return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                ? "%02x%02x".formatted(value & 0xff, value >> 8)
                : "%04x".formatted(value);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
