package io.nftproxy.api.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The body of a rejected request, by the API server or by a proxy before it. */
class StatusMessageTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"kind":"Status","message":"etcd is down"}      | etcd is down
                    {"kind":"Status"}                               | ``
                    ``                                              | ``
                    <html>Bad gateway</html>                        | ``
                    "text"                                          | ``
                    {"message":"cut                                 | ``
                    """)
    void messageOfABody(String body, String message) {
        byte[] bytes = body.getBytes(UTF_8);

        assertThat(StatusMessage.read(new ByteArrayInputStream(bytes))).isEqualTo(message);
    }
}
