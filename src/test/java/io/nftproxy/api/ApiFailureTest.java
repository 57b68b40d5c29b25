package io.nftproxy.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.api.decode.ObjectDecoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kind and the reason of a failure, from the status and the body of a response. */
class ApiFailureTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    410 | too old       | EXPIRED       | 410: too old
                    429 | ``            | THROTTLED     | 429: too many requests
                    401 | ``            | REJECTED      | 401: the credentials were not accepted
                    409 | ``            | REJECTED      | 409: unexpected status
                    503 | ``            | SERVER_ERROR  | 503: unexpected status
                    0   | ``            | REJECTED      | an error without code and message
                    0   | etcd is down  | REJECTED      | etcd is down
                    """)
    void statusGivesKindAndReason(int status, String message, ApiFailure.Kind kind, String reason) {
        ApiFailure failure = ApiFailure.ofStatus(status, message, Duration.ZERO);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"a":[1       | not JSON: it ends in the middle of a value
                    {"a":"\u00e4 | not JSON: it ends in the middle of a value
                    {"a":[1}      | not JSON: Unexpected close marker '}': expected ']' \
                    (for Array starting at line: 1, column: 6)
                    <html>        | not JSON: Unexpected character ('<' (code 60)): expected a \
                    valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
                    """)
    void bodyThatIsNotJsonGivesTheParsersReason(String body, String reason) {
        ObjectDecoder<?> decoder = ObjectDecoder.services(_ -> {});
        byte[] bytes = body.getBytes(UTF_8);
        try (var json = decoder.open(new ByteArrayInputStream(bytes))) {
            json.next();
            json.fields(_ -> {});
            throw new AssertionError("no failure");
        } catch (IOException e) {
            assertThat(ApiFailure.of(e).reason()).isEqualTo(reason);
        }
    }
}
