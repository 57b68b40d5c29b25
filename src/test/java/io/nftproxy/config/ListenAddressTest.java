package io.nftproxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** IP and port; a missing port is added. */
class ListenAddressTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0.0.0.0:10256  | 0.0.0.0:10256
                    127.0.0.1:1    | 127.0.0.1:1
                    127.0.0.1      | 127.0.0.1:10256
                    ::             | [::]:10256
                    fd00::1        | [fd00::1]:10256
                    [::]:65535     | [::]:65535
                    [127.0.0.1]:80 | 127.0.0.1:80
                    """)
    void validAddress(String text, String address) {
        assertThat(ListenAddress.parse(text, 10256)).hasToString(address);
    }

    @ParameterizedTest(name = "\"{0}\" is none")
    @ValueSource(
            strings = {
                "",
                ":10256",
                "localhost:10256",
                "0.0.0.0:0",
                "0.0.0.0:65536",
                "0.0.0.0:",
                "0.0.0.0:x",
                "[::]",
                "[::]10256",
                "[::1:80",
                "0.0.0.0:000080",
                "0.0.0.0:-1",
                "1.2.3:80"
            })
    void invalidAddress(String text) {
        assertThat(ListenAddress.parse(text, 10256)).isNull();
    }
}
