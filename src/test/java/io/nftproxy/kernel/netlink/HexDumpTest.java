package io.nftproxy.kernel.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class HexDumpTest {
    @Test
    void marksLinesThatDiffer() {
        byte[] expected = {1, 2, 3, 4, 'n', 'f', 't', 0};
        byte[] actual = {1, 2, 3, 4, 'n', 'f', 'x', 0};

        assertThat(HexDump.sideBySide(expected, actual).lines())
                .containsExactly(
                        "    0  01 02 03 04  ....     01 02 03 04  ....",
                        "    4  6e 66 74 00  nft.  <> 6e 66 78 00  nfx.");
    }

    @Test
    void failsForDifferentLengths() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> HexDump.assertSame("x", new byte[4], new byte[5]))
                .withMessageContaining("<>");
        HexDump.assertSame("x", new byte[4], new byte[4]);
    }
}
