package io.nftproxy.serve.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The right column is what Go's {@code strconv.FormatFloat(x, 'g', -1, 64)} prints. */
class GoNumberTest {
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "0,             0",
        "-0.0,          0",
        "1,             1",
        "-1,            -1",
        "0.25,          0.25",
        "0.001,         0.001",
        "16.384,        16.384",
        "300,           300",
        "100000,        100000",
        "999999,        999999",
        "1000000,       1e+06",
        "1048576,       1.048576e+06",
        "16777216,      1.6777216e+07",
        "1763802000.25, 1.76380200025e+09",
        "0.0001,        0.0001",
        "0.00001,       1e-05",
        "0.000025,      2.5e-05",
        "-0.00001,      -1e-05",
        "1e100,         1e+100",
        "0.1,           0.1",
        "12,            12",
        "12.5,          12.5",
        "120,           120",
        "123456.789,    123456.789",
        "1234567.25,    1.23456725e+06",
        "0.00012345,    0.00012345",
        "0.30000000000000004, 0.30000000000000004",
        "NaN,           NaN",
        "Infinity,      +Inf",
        "-Infinity,     -Inf",
    })
    void formatsAsGo(double value, String text) {
        assertThat(GoNumber.format(value)).isEqualTo(text);
    }
}
