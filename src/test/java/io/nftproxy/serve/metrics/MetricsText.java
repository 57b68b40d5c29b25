package io.nftproxy.serve.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page in the Prometheus text format. The parser is strict: it fails if a line breaks a rule of
 * the format.
 *
 * @param types by metric name, as the TYPE lines say
 * @param help by metric name
 * @param samples value by name and labels as written, {@code name{a="b"}}
 */
record MetricsText(
        Map<String, String> types, Map<String, String> help, Map<String, Double> samples) {
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{[^}]*})? ([-+.0-9eE]+|[+-]Inf|NaN)");
    private static final Pattern LABELS =
            Pattern.compile("\\{([a-z_]+=\"(\\\\.|[^\"\\\\])*\"(,(?=[a-z])|(?=})))*}");

    private static final Pattern LABEL_NAME = Pattern.compile("[{,]([a-z_]+)=\"");
    private static final Pattern BOUND = Pattern.compile("[{,]le=\"([^\"]+)\"");

    static MetricsText of(Meters meters) {
        return parse(new String(ScrapeFormat.TEXT.write(meters), StandardCharsets.UTF_8));
    }

    static MetricsText parse(String text) {
        assertThat(text).endsWith("\n");
        MetricsText parsed =
                new MetricsText(
                        new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        String current = "";
        for (String line : text.lines().toList()) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                current = words[2];
                assertThat(parsed.help.put(current, words[3])).as(line).isNull();
            } else if (line.startsWith("# TYPE ")) {
                assertThat(words[2]).as(line).isEqualTo(current);
                assertThat(parsed.types.put(current, words[3])).as(line).isNull();
            } else {
                parsed.sample(line, current);
            }
        }
        assertThat(parsed.types.keySet()).isEqualTo(parsed.help.keySet());
        assertThat(new ArrayList<>(parsed.types.keySet()))
                .isEqualTo(new ArrayList<>(new TreeSet<>(parsed.types.keySet())));
        return parsed;
    }

    private void sample(String line, String metric) {
        Matcher matcher = SAMPLE.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        String name = matcher.group(1);
        String labels = matcher.group(2) == null ? "" : matcher.group(2);
        if (!labels.isEmpty()) {
            assertThat(labels).as(line).matches(LABELS);
        }
        List<String> allowed =
                "histogram".equals(types.get(metric))
                        ? List.of(metric + "_bucket", metric + "_sum", metric + "_count")
                        : List.of(metric);
        assertThat(allowed).as(line).contains(name);
        double value = Double.parseDouble(matcher.group(3).replace("Inf", "Infinity"));
        assertThat(samples.put(name + labels, value)).as(line).isNull();
    }

    /** Returns the label names of a metric without {@code le}, sorted. */
    List<String> labels(String metric) {
        TreeSet<String> labels = new TreeSet<>();
        for (String key : samples.keySet()) {
            if (key.matches(metric + "(_bucket|_sum|_count)?(\\{.*)?")) {
                Matcher matcher = LABEL_NAME.matcher(key);
                while (matcher.find()) {
                    labels.add(matcher.group(1));
                }
            }
        }
        labels.remove("le");
        return List.copyOf(labels);
    }

    /** Returns the values of {@code le} of a histogram without +Inf, in their order on the page. */
    List<String> bounds(String metric) {
        Set<String> bounds = new LinkedHashSet<>();
        for (String key : samples.keySet()) {
            Matcher matcher = BOUND.matcher(key);
            if (key.startsWith(metric + "_bucket{") && matcher.find()) {
                bounds.add(matcher.group(1));
            }
        }
        bounds.remove("+Inf");
        return List.copyOf(bounds);
    }
}
