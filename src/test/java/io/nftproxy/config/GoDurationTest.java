package io.nftproxy.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Durations as Go writes and reads them. */
class GoDurationTest {
    @ParameterizedTest(name = "{0} is {1}, written {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    0                     | PT0S              | 0s
                    0s                    | PT0S              | 0s
                    -0h                   | PT0S              | 0s
                    30s                   | PT30S             | 30s
                    15m                   | PT15M             | 15m0s
                    1h30m                 | PT1H30M           | 1h30m0s
                    24h                   | PT24H             | 24h0m0s
                    1h0m0.5s              | PT1H0.5S          | 1h0m0.5s
                    200ms                 | PT0.2S            | 200ms
                    1.5h                  | PT1H30M           | 1h30m0s
                    .5s                   | PT0.5S            | 500ms
                    5.s                   | PT5S              | 5s
                    90s                   | PT1M30S           | 1m30s
                    1ns                   | PT0.000000001S    | 1ns
                    1500ns                | PT0.0000015S      | 1.5µs
                    2us                   | PT0.000002S       | 2µs
                    2µs                   | PT0.000002S       | 2µs
                    -1m                   | PT-1M             | -1m0s
                    +5s                   | PT5S              | 5s
                    0.4ns                 | PT0S              | 0s
                    1m1m                  | PT2M              | 2m0s
                    9223372036854775807ns | PT2562047H47M16.854775807S | 2562047h47m16.854775807s
                    """)
    void validDuration(String text, Duration duration, String written) {
        assertThat(GoDuration.parse(text)).isEqualTo(duration);
        assertThat(GoDuration.format(duration)).isEqualTo(written);
        assertThat(GoDuration.parse(written)).isEqualTo(duration);
    }

    @ParameterizedTest(name = "\"{0}\" is none")
    @ValueSource(
            strings = {
                "",
                "-",
                "30",
                "s",
                ".s",
                "1.2.3s",
                "3x",
                "1 s",
                " 1s",
                "1s ",
                "1h30",
                "--1s",
                "1e3s",
                "1d",
                "1S",
                "9223372036854775808ns",
                "3000000h",
                "٣s"
            })
    void invalidDuration(String text) {
        assertThat(GoDuration.parse(text)).isNull();
    }

    @Test
    void durationOfManyDigitsIsRejectedQuickly() {
        assertThat(GoDuration.parse("1".repeat(100_000) + "s")).isNull();
    }
}
