package io.nftproxy.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidrTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "10.1.2.3/8, 10.0.0.0/8",
        "010.001.0.0/16, 10.1.0.0/16",
        "0.0.0.0/0, 0.0.0.0/0",
        "2001:db8::1/32, 2001:db8::/32",
        "::ffff:10.1.2.3/104, 10.0.0.0/8",
        "::ffff:10.1.2.3/128, 10.1.2.3/32",
        "::ffff:10.1.2.3/96, 0.0.0.0/0",
        "::ffff:10.1.2.3/24, ::/24",
        "::ffff:10.1.2.3/80, ::/80",
        "::ffff:10.1.2.3/129, null",
        "10.0.0.0/33, null",
        "10.0.0.0/104, null",
        "2001:db8::/129, null",
        "10.0.0.0, null",
        "10.0.0.0/, null",
        "10.0.0.0/x, null",
    })
    void parsesAsKubernetesDoes(String text, String expected) {
        assertThat(String.valueOf(Cidr.parse(text))).isEqualTo(expected);
    }
}
