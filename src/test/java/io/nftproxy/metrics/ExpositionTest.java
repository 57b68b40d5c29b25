package io.nftproxy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpositionTest {
    private static final String PROMETHEUS_2 =
            "application/openmetrics-text;version=1.0.0;q=0.5,"
                    + "application/openmetrics-text;version=0.0.1;q=0.4,"
                    + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2";

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        ''                                                  | text/plain; version=0.0.4
        */*                                                 | text/plain; version=0.0.4
        text/plain                                          | text/plain; version=0.0.4
        text/html                                           | text/plain; version=0.0.4
        application/openmetrics-text                        | application/openmetrics-text; version=1.0.0
        application/openmetrics-text;version=1.0.0,text/plain;q=0 | application/openmetrics-text; version=1.0.0
        application/openmetrics-text, text/plain;q=0.5      | text/plain; version=0.0.4
        application/vnd.google.protobuf;encoding=delimited  | application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited
        """)
    void choosesTheFormat(String accept, String contentType) {
        assertThat(Exposition.accepted(accept).contentType()).startsWith(contentType);
    }

    @Test
    void prometheusGetsPlainTextAsFromKubeProxy() {
        assertThat(Exposition.accepted(PROMETHEUS_2).contentType()).startsWith("text/plain");
    }

    /** The same names and values as in plain text; numbers look different. */
    @Test
    void openMetricsSaysTheSame() {
        MetricRegistry registry = new MetricRegistry();
        registry.counter("a_total", "A").add(3);
        registry.gauge("b_total", "A gauge with a counter's name", "x").set(1, "y");
        registry.histogram("h_seconds", "H", List.of(0.0, 1.0)).observe(0.5);
        registry.gauge("no_samples", "None");

        assertThat(openMetrics(registry.metrics()))
                .isEqualTo(
                        """
                        # TYPE a counter
                        # HELP a A
                        a_total 3.0
                        # TYPE b_total gauge
                        # HELP b_total A gauge with a counter's name
                        b_total{x="y"} 1.0
                        # TYPE h_seconds histogram
                        # HELP h_seconds H
                        h_seconds_bucket{le="0.0"} 0
                        h_seconds_bucket{le="1.0"} 1
                        h_seconds_bucket{le="+Inf"} 1
                        h_seconds_count 1
                        h_seconds_sum 0.5
                        # EOF
                        """);
    }

    @Test
    void everyMetricCanBeWrittenAsOpenMetricsAndProtobuf() {
        List<Metric<?>> all = ProxyMetricsTest.metrics(true).registry().metrics();
        List<String> inText = new ArrayList<>();
        new String(new TextExposition().write(all), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .forEach(line -> inText.add(line.replace("_total counter", " counter")));

        assertThat(openMetrics(all).lines().filter(line -> line.startsWith("# TYPE ")))
                .containsExactlyInAnyOrderElementsOf(inText);
        assertThat(new LibraryExposition(LibraryExposition.PROTOBUF).write(all))
                .asString(StandardCharsets.ISO_8859_1)
                .contains("kubeproxy_sync_proxy_rules_duration_seconds");
    }

    private static String openMetrics(List<Metric<?>> metrics) {
        byte[] text = new LibraryExposition(LibraryExposition.OPEN_METRICS).write(metrics);
        return new String(text, StandardCharsets.UTF_8);
    }
}
