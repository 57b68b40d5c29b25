package io.nftproxy.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wait that a Retry-After header asks for. */
class RetryAfterTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "30, 30",
        "31, 30",
        "3600, 30",
        "0, 0",
        "-5, 0",
        "' 2 ', 2",
        "soon, 0",
        ", 0",
        "99999999999999999999, 0",
        "'Wed, 21 Oct 2026 07:28:00 GMT', 0",
    })
    void waitIsAtMost30Seconds(String header, int seconds) {
        assertThat(ApiResponse.retryAfter(header)).isEqualTo(Duration.ofSeconds(seconds));
    }
}
