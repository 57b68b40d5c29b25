package io.nftproxy.api.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceVersionsTest {
    @ParameterizedTest
    @CsvSource({
        "1001, 1002, true",
        "999, 1000, true",
        "1002, 1001, false",
        "1001, 1001, false",
        "99999999999999999999, 100000000000000000000, true",
        "'', 1, false",
        "1, '', false",
        "0, 1, false",
        "01, 2, false",
        "1, b2, false",
        "-1, 2, false",
    })
    void numbersAreComparedAndNothingElse(String version, String than, boolean isLower) {
        assertThat(ResourceVersions.isLower(version, than)).isEqualTo(isLower);
    }
}
