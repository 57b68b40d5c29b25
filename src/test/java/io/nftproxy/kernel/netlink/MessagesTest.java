package io.nftproxy.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    /** Error 17 for message 5: its header, the text "here", the offset 36. */
    private static final String ERROR =
            "38000000 02000003 07000000 00000000 efffffff"
                    + "64000000 0c0a0104 05000000 00000000"
                    + "09000100 68657265 00000000 08000200 24000000";

    @Test
    void messagesAreWrittenOneAfterTheOther() {
        MessageWriter writer = new MessageWriter();
        writer.begin(0xa00, 0x401, 7, 1, 0).u32(1, 2);
        writer.begin(0x11, 1, 8, 0, 10);
        writer.addFlags(NetlinkConstants.NLM_F_ACK);

        assertThat(HexDump.bytes(writer.written()))
                .isEqualTo(
                        bytes(
                                "1c000000 000a0104 07000000 00000000 01000000 08000100 00000002"
                                        + "14000000 11000500 08000000 00000000 0000000a"));
    }

    @Test
    void messagesAreReadOneAfterTheOther() {
        MessageWriter writer = new MessageWriter();
        writer.begin(0xa00, 0x401, 7, 2, 0).u32(1, 2);
        writer.begin(0xa03, 1, 8, 10, 0);
        MessageReader reader = new MessageReader(writer.written(), writer.written().remaining());

        assertThat(reader.next()).isTrue();
        assertThat(reader.type()).isEqualTo(0xa00);
        assertThat(reader.hasFlag(NetlinkConstants.NLM_F_CREATE)).isTrue();
        assertThat(reader.sequence()).isEqualTo(7);
        assertThat(reader.family()).isEqualTo(2);
        assertThat(reader.attributes().next()).isTrue();
        assertThat(reader.next()).isTrue();
        assertThat(reader.start()).isEqualTo(28);
        assertThat(reader.family()).isEqualTo(10);
        assertThat(reader.attributes().next()).isFalse();
        assertThat(reader.next()).isFalse();
    }

    @Test
    void anErrorHasTextAndOffset() {
        assertThat(error(ERROR)).isEqualTo(new NlmsgError(17, 5, "here", 36));
    }

    @Test
    void anErrorMayRepeatTheWholeMessage() {
        assertThat(
                        error(
                                "38000000 02000002 07000000 00000000 efffffff"
                                        + "18000000 0c0a0104 05000000 00000000 01000000 00000000"
                                        + "09000100 68657265 00000000"))
                .isEqualTo(new NlmsgError(17, 5, "here", 0));
    }

    @Test
    void anAcknowledgementIsAnErrorOfZero() {
        assertThat(
                        error(
                                "24000000 02000001 07000000 00000000 00000000"
                                        + "64000000 0c0a0104 05000000 00000000"))
                .isEqualTo(new NlmsgError(0, 5, "", 0));
    }

    @Test
    void truncatedErrorIsMalformedOrHasLessDetail() {
        byte[] whole = bytes(ERROR);
        int withoutAttributes = 36;
        for (int length = 16; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            ByteBuffer.wrap(cut).order(ByteOrder.nativeOrder()).putInt(0, length);
            MessageReader reader = reader(cut);
            reader.next();
            try {
                assertThat(NlmsgError.of(reader).errno()).isEqualTo(17);
                assertThat(length).isGreaterThanOrEqualTo(withoutAttributes);
            } catch (MalformedMessage e) {
                assertThat(length).isNotEqualTo(withoutAttributes);
            }
        }
    }

    @Test
    void repeatedMessageBeyondTheEndIsMalformed() {
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(
                        () ->
                                error(
                                        "24000000 02000002 07000000 00000000 efffffff"
                                                + "ffff0000 0c0a0104 05000000 00000000"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0f000000 02000000 00000000 00000000",
                "11000000 02000000 00000000 00000000",
                "ffffffff 02000000 00000000 00000000",
                "10000000 02000000 00000000",
            })
    void invalidLengthIsMalformed(String hex) {
        MessageReader reader = reader(bytes(hex));

        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(reader::next);
    }

    @Test
    void aMessageWithoutItsOwnHeaderIsMalformed() {
        MessageReader reader = reader(bytes("10000000 000a0000 00000000 00000000"));
        reader.next();

        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(reader::attributes);
        assertThatExceptionOfType(MalformedMessage.class).isThrownBy(reader::family);
    }

    @Test
    void endOfADumpMayHaveAnError() {
        MessageReader failed = reader(bytes("14000000 03000200 00000000 00000000 f4ffffff"));
        MessageReader plain = reader(bytes("10000000 03000200 00000000 00000000"));
        failed.next();
        plain.next();

        assertThat(NlmsgError.ofDone(failed)).isEqualTo(12);
        assertThat(NlmsgError.ofDone(plain)).isZero();
    }

    private static NlmsgError error(String hex) {
        MessageReader reader = reader(bytes(hex));
        reader.next();
        return NlmsgError.of(reader);
    }

    private static MessageReader reader(byte[] bytes) {
        return new MessageReader(ByteBuffer.wrap(bytes), bytes.length);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
