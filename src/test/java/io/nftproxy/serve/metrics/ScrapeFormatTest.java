package io.nftproxy.serve.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScrapeFormatTest {
    private static final String PROMETHEUS_2 =
            "application/openmetrics-text;version=1.0.0;q=0.5,"
                    + "application/openmetrics-text;version=0.0.1;q=0.4,"
                    + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ''                                                 | TEXT
                    */*                                                | TEXT
                    text/plain                                         | TEXT
                    text/html                                          | TEXT
                    application/openmetrics-text                       | OPEN_METRICS
                    application/openmetrics-text,text/plain;q=0        | OPEN_METRICS
                    application/openmetrics-text,text/plain;q=0.5      | TEXT
                    application/vnd.google.protobuf;encoding=delimited | PROTOBUF
                    """)
    void choosesTheFormat(String accept, ScrapeFormat format) {
        assertThat(ScrapeFormat.accepted(accept)).isEqualTo(format);
    }

    @Test
    void prometheusGetsPlainText() {
        assertThat(ScrapeFormat.accepted(PROMETHEUS_2)).isEqualTo(ScrapeFormat.TEXT);
    }

    private static String written(ScrapeFormat format) {
        Meters meters =
                new Meters(
                        Meters.byName(
                                List.of(
                                        "a_total; counter; ; A",
                                        "b_total; gauge; le; A gauge with a counter's name",
                                        "h_seconds; histogram request; x; H")));
        meters.counter("a_total").increment(3);
        meters.gauge("b_total", () -> 1, "1.0");
        meters.histogram("h_seconds", "y").accept(0.5);
        return new String(format.write(meters), StandardCharsets.UTF_8);
    }

    @Test
    void plainTextHasBoundsInTheFormatOfGo() {
        assertThat(written(ScrapeFormat.TEXT))
                .isEqualTo(
                        """
                        # HELP a_total A
                        # TYPE a_total counter
                        a_total 3.0
                        # HELP b_total A gauge with a counter's name
                        # TYPE b_total gauge
                        b_total{le="1"} 1.0
                        # HELP h_seconds H
                        # TYPE h_seconds histogram
                        h_seconds_bucket{x="y",le="0.005"} 0
                        h_seconds_bucket{x="y",le="0.025"} 0
                        h_seconds_bucket{x="y",le="0.1"} 0
                        h_seconds_bucket{x="y",le="0.25"} 0
                        h_seconds_bucket{x="y",le="0.5"} 1
                        h_seconds_bucket{x="y",le="1"} 1
                        h_seconds_bucket{x="y",le="2"} 1
                        h_seconds_bucket{x="y",le="4"} 1
                        h_seconds_bucket{x="y",le="8"} 1
                        h_seconds_bucket{x="y",le="15"} 1
                        h_seconds_bucket{x="y",le="30"} 1
                        h_seconds_bucket{x="y",le="60"} 1
                        h_seconds_bucket{x="y",le="+Inf"} 1
                        h_seconds_count{x="y"} 1
                        h_seconds_sum{x="y"} 0.5
                        """);
    }

    @Test
    void openMetricsHasTheSameSamples() {
        assertThat(written(ScrapeFormat.OPEN_METRICS))
                .contains("# TYPE a counter\n")
                .contains("a_total 3.0\n")
                .contains("# TYPE b_total gauge\n")
                .contains("h_seconds_bucket{x=\"y\",le=\"1.0\"} 1\n")
                .endsWith("# EOF\n");
    }

    @Test
    void protobufHasEveryMetric() {
        byte[] all = ScrapeFormat.PROTOBUF.write(ProxyMetricsTest.metrics(true).meters());

        assertThat(new String(all, StandardCharsets.ISO_8859_1))
                .contains("kubeproxy_sync_proxy_rules_duration_seconds")
                .contains("process_resident_memory_bytes");
    }
}
