package io.nftproxy.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AttributesTest {
    private final AttributeWriter writer = new AttributeWriter();

    @Test
    void numbersAreInNetworkByteOrder() {
        writer.u8(1, 0xfe);
        writer.u16(2, 0xfedc);
        writer.u32(3, 0xfedcba98);
        writer.u64(4, 0xfedcba9876543210L);

        assertThat(hex())
                .isEqualTo(
                        "05000100fe000000"
                                + "06000200fedc0000"
                                + "08000300fedcba98"
                                + "0c000400fedcba9876543210");
        AttributeReader reader = reader();
        assertThat(next(reader).u8()).isEqualTo(0xfe);
        assertThat(next(reader).u16()).isEqualTo(0xfedc);
        assertThat(next(reader).u32()).isEqualTo(0xfedcba98);
        assertThat(next(reader).u64()).isEqualTo(0xfedcba9876543210L);
        assertThat(reader.next()).isFalse();
    }

    @Test
    void stringsEndWithNul() {
        writer.string(1, "é");
        writer.string(2, "abcd");

        assertThat(hex()).isEqualTo("07000100c3a90000" + "090002006162636400000000");
        AttributeReader reader = reader();
        assertThat(next(reader).string()).isEqualTo("é");
        assertThat(next(reader).string()).isEqualTo("abcd");
    }

    @Test
    void bytesArePadded() {
        writer.bytes(1, new byte[] {1, 2, 3, 4, 5}, 1, 3);
        writer.bytes(2, new byte[0]);

        assertThat(hex()).isEqualTo("0700010002030400" + "04000200");
        assertThat(next(reader()).bytes()).containsExactly(2, 3, 4);
    }

    @Test
    void attributesNest() {
        int outer = writer.nest(1);
        int inner = writer.nest(2);
        writer.u32(3, 7);
        writer.endNest(inner);
        writer.endNest(outer);

        assertThat(hex()).isEqualTo("10000180" + "0c000280" + "0800030000000007");
        AttributeReader reader = reader();
        assertThat(next(next(next(reader).nested()).nested()).u32()).isEqualTo(7);
        assertThat(reader.type()).isEqualTo(1);
        assertThat(reader.next()).isFalse();
    }

    @Test
    void theBufferGrowsAndKeepsWhatIsWritten() {
        byte[] block = new byte[1000];
        for (int i = 0; i < 1000; i++) {
            block[0] = (byte) i;
            writer.bytes(i & 0xff, block);
        }

        AttributeReader reader = reader();
        for (int i = 0; i < 1000; i++) {
            assertThat(next(reader).bytes()[0]).isEqualTo((byte) i);
        }
        assertThat(reader.next()).isFalse();
        writer.clear(0);
        assertThat(writer.written().remaining()).isZero();
    }

    @Test
    void aNestTooLongIsNotWritten() {
        int start = writer.nest(1);
        for (int i = 0; i < 70; i++) {
            writer.bytes(2, new byte[1000]);
        }

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> writer.endNest(start));
    }

    @Test
    void aValueTooLongIsNotWritten() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> writer.bytes(1, new byte[65_532]));
        writer.bytes(1, new byte[65_531]);
        assertThat(next(reader()).length()).isEqualTo(65_531);
    }

    @Test
    void lengthBeyondTheEndIsMalformed() {
        assertMalformed("0c0001000000", "attribute 1 of 12 bytes with 6 bytes left");
    }

    @Test
    void aLengthShorterThanItsHeaderIsMalformed() {
        assertMalformed("0300010000000000", "attribute 1 of 3 bytes");
    }

    @Test
    void aHeaderCutShortIsMalformed() {
        assertMalformed("0400", "a truncated attribute header of 2 bytes");
    }

    @Test
    void aNumberOfAnotherLengthIsMalformed() {
        writer.u16(9, 1);

        AttributeReader reader = next(reader());
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(reader::u32)
                .withMessage("attribute 9 has 2 bytes instead of 4");
    }

    @Test
    void theLastAttributeNeedsNoPadding() {
        byte[] bytes = HexFormat.of().parseHex("0500010007");

        AttributeReader reader = new AttributeReader(ByteBuffer.wrap(bytes), 0, bytes.length);

        assertThat(next(reader).u8()).isEqualTo(7);
        assertThat(reader.next()).isFalse();
    }

    private static void assertMalformed(String hex, String message) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        AttributeReader reader = new AttributeReader(ByteBuffer.wrap(bytes), 0, bytes.length);
        assertThatExceptionOfType(MalformedMessage.class)
                .isThrownBy(reader::next)
                .withMessageContaining(message);
    }

    private static AttributeReader next(AttributeReader reader) {
        assertThat(reader.next()).isTrue();
        return reader;
    }

    private AttributeReader reader() {
        ByteBuffer written = writer.written();
        return new AttributeReader(written, 0, written.limit());
    }

    private String hex() {
        return HexFormat.of().formatHex(HexDump.bytes(writer.written()));
    }
}
