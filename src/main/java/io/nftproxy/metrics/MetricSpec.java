package io.nftproxy.metrics;

import java.util.List;

/**
 * What a metric is called and what it means.
 *
 * @param name with unit and suffix, as it is exposed: {@code process_cpu_seconds_total}
 * @param help one sentence
 * @param labels names, sorted, as they are exposed
 * @param buckets upper bounds in rising order, without +Inf; empty if it is no histogram
 */
record MetricSpec(String name, Type type, String help, List<String> labels, List<Double> buckets) {
    /** As {@code # TYPE} lines say it. */
    enum Type {
        COUNTER("counter"),
        GAUGE("gauge"),
        HISTOGRAM("histogram");

        private final String text;

        Type(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    MetricSpec {
        labels = List.copyOf(labels);
        buckets = List.copyOf(buckets);
        if (!labels.equals(labels.stream().sorted().toList())) {
            throw new IllegalArgumentException("labels of " + name + " are not sorted: " + labels);
        }
        if (!buckets.equals(buckets.stream().sorted().distinct().toList())) {
            throw new IllegalArgumentException("buckets of " + name + " do not rise");
        }
    }

    /** The word in brackets that the help text begins with; empty for metrics of our own. */
    String stability() {
        return help.startsWith("[") ? help.substring(1, help.indexOf(']')) : "";
    }
}
