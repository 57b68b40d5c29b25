package io.nftproxy.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.testing.Hex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers that Linux 6.18 drew with {@code jhash ... seed 0x1} on a little-endian machine. */
class JenkinsHashTest {
    @ParameterizedTest
    @CsvSource({
        "0a630001, 26037",
        "0a630002, 36178",
        "ac10054d, 42222",
        "0a630001 04010000, 13110",
        "0a630001 ffff0000, 58377",
        "ac10054d 9c400000, 487",
        "fd000099000000000000000000000001, 14529",
        "fd00009900000000000000000000abcd, 23432",
        "fd000099000000000000000000000001 04010000, 60962",
        "fd00009900000000000000000000abcd ffff0000, 54111",
    })
    void drawsTheNumberOfTheKernel(String key, int number) {
        assertThat(JenkinsHash.scaled(Hex.bytes(key), 1, 65_521)).isEqualTo(number);
    }
}
