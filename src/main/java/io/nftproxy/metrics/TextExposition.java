package io.nftproxy.metrics;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** The Prometheus text format 0.0.4, with numbers as Go prints them. */
final class TextExposition implements Exposition {
    private final StringBuilder text = new StringBuilder(32 * 1024);

    @Override
    public String contentType() {
        return "text/plain; version=0.0.4; charset=utf-8";
    }

    @Override
    public byte[] write(List<Metric<?>> metrics) {
        for (Metric<?> metric : metrics) {
            switch (metric) {
                case Counter counter -> numbers(counter);
                case Gauge gauge -> numbers(gauge);
                case Histogram histogram -> distributions(histogram);
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void numbers(Metric<Value> metric) {
        boolean first = true;
        for (Metric.Labelled<Value> sample : metric.samples()) {
            double value = sample.sample().get();
            if (!Double.isNaN(value)) {
                if (first) {
                    head(metric.spec());
                    first = false;
                }
                line(metric.spec(), "", sample.labelValues(), "", value);
            }
        }
    }

    private void distributions(Histogram histogram) {
        List<Metric.Labelled<Histogram.Distribution>> samples = histogram.samples();
        if (samples.isEmpty()) {
            return;
        }
        MetricSpec spec = histogram.spec();
        head(spec);
        for (Metric.Labelled<Histogram.Distribution> sample : samples) {
            Histogram.Reading reading = sample.sample().read();
            long total = 0;
            for (int i = 0; i < reading.counts().size(); i++) {
                total += reading.counts().get(i);
                String bound =
                        i < spec.buckets().size() ? GoNumber.format(spec.buckets().get(i)) : "+Inf";
                line(spec, "_bucket", sample.labelValues(), bound, (double) total);
            }
            line(spec, "_sum", sample.labelValues(), "", reading.sum());
            line(spec, "_count", sample.labelValues(), "", (double) total);
        }
    }

    private void head(MetricSpec spec) {
        String help = spec.help().replace("\\", "\\\\").replace("\n", "\\n");
        text.append("# HELP ").append(spec.name()).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(spec.name()).append(' ');
        text.append(spec.type().text()).append('\n');
    }

    private void line(
            MetricSpec spec, String suffix, List<String> labelValues, String bound, double value) {
        text.append(spec.name()).append(suffix);
        char separator = '{';
        for (int i = 0; i < labelValues.size(); i++) {
            label(separator, spec.labels().get(i), labelValues.get(i));
            separator = ',';
        }
        if (!bound.isEmpty()) {
            label(separator, "le", bound);
            separator = ',';
        }
        if (separator == ',') {
            text.append('}');
        }
        text.append(' ').append(GoNumber.format(value)).append('\n');
    }

    private void label(char separator, String name, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        text.append(separator).append(name).append("=\"").append(escaped).append('"');
    }
}
