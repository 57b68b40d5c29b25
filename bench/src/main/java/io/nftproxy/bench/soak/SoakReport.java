package io.nftproxy.bench.soak;

import io.nftproxy.bench.lab.Machine;
import io.nftproxy.bench.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/** Writes {@code soak.md} and {@code soak.csv}. */
final class SoakReport {
    private static final int WORDS_MAX = 40;

    /** The start of a warning or an error in klog's format: W, E or F, month and day. */
    private static final Pattern WARNING = Pattern.compile("^[WEF]\\d{4} ");

    private final StringBuilder text = new StringBuilder("# Soak\n\n");

    SoakReport(String what) throws IOException {
        text.append("Made by `bench/run soak`. ").append(what).append("\n\n");
        text.append(Machine.describe()).append('\n');
    }

    void connections(List<Tally> tallies) {
        heading("Connections", "client", "connections", "failed", "wrong", "slow", "slowest, ms");
        for (Tally tally : tallies) {
            Tally.Sums sums = tally.sums();
            row(
                    sums.client(),
                    "" + sums.connections(),
                    "" + sums.failed(),
                    "" + sums.wrong(),
                    "" + sums.slow(),
                    number(sums.slowest() / 1e6));
        }
        text.append("\nWrong: answered by an endpoint of another Service, by one that has been ");
        text.append(
                "terminating for five seconds, or against the traffic policy. Slow: 0.9 seconds or more");
        text.append(", as after a lost packet.\n\n");
        List<String> words =
                tallies.stream().flatMap(tally -> tally.words().stream()).sorted().toList();
        if (!words.isEmpty()) {
            text.append("```\n");
            words.stream().limit(WORDS_MAX).forEach(line -> text.append(line).append('\n'));
            text.append("```\n\n");
        }
    }

    void machine(Disturbances disturbances) throws IOException {
        heading("Disturbances of the machine", "disturbance", "");
        row("packets dropped by the kernel's receive queues", "" + disturbances.dropped());
        row("pauses of the bench of 0.1 seconds or more", "" + disturbances.pauses());
        row("longest pause, ms", number(disturbances.longestNanos() / 1e6));
        row("time that processes waited for a processor, %", number(disturbances.waiting()));
        text.append('\n');
    }

    void latencies(List<Probes.Latency> latencies) {
        heading("Event to connection, ms", "proxy", "changes", "p50", "p99", "slowest");
        for (boolean undisturbed : List.of(true, false)) {
            Samples samples = new Samples();
            for (Probes.Latency latency : latencies) {
                if (latency.undisturbed() == undisturbed) {
                    samples.add(latency.millis());
                }
            }
            row(
                    undisturbed ? "running" : "restarted meanwhile",
                    "" + samples.count(),
                    number(samples.quantile(0.5)),
                    number(samples.quantile(0.99)),
                    number(samples.quantile(1)));
        }
        text.append('\n');
    }

    void vitals(List<Vitals.Sample> steady) {
        heading("The proxy after the restarts", "", "first", "last", "least", "most", "an hour");
        if (!steady.isEmpty()) {
            vital("resident memory, MiB", steady, Vitals.Sample::rss);
            vital("anonymous memory, MiB", steady, Vitals.Sample::anonymous);
            vital("threads", steady, Vitals.Sample::threads);
            vital("descriptors", steady, Vitals.Sample::descriptors);
            Vitals.Sample first = steady.getFirst();
            Vitals.Sample last = steady.getLast();
            double seconds = last.second() - first.second();
            text.append("\nOver ").append(number(seconds)).append(" seconds, the proxy took ");
            text.append(number((last.cpuMillis() - first.cpuMillis()) / 10.0 / seconds));
            text.append("% of a core. The last column is the slope of the line through all ");
            text.append("samples, one a second.\n");
        }
        text.append('\n');
    }

    /** Adds the memory after a collection of the whole heap. */
    void collected(double rss, double anonymous) {
        text.append("After a collection of the whole heap at the end: resident memory ");
        text.append(number(rss)).append(" MiB, anonymous memory ");
        text.append(number(anonymous)).append(" MiB.\n\n");
    }

    private void vital(
            String name, List<Vitals.Sample> steady, ToDoubleFunction<Vitals.Sample> value) {
        row(
                name,
                number(value.applyAsDouble(steady.getFirst())),
                number(value.applyAsDouble(steady.getLast())),
                number(steady.stream().mapToDouble(value).min().orElseThrow()),
                number(steady.stream().mapToDouble(value).max().orElseThrow()),
                String.format(Locale.ROOT, "%+.2f", Vitals.perHour(steady, value)));
    }

    private void heading(String title, String... columns) {
        text.append("## ").append(title).append("\n\n");
        row(columns);
        text.append("|---|").append("---:|".repeat(columns.length - 1)).append('\n');
    }

    private void row(String... cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** Adds warnings and errors of the proxy's log. */
    void log(Path log) throws IOException {
        List<String> warnings =
                Files.readAllLines(log).stream()
                        .filter(line -> WARNING.matcher(line).find())
                        .map(line -> line.replaceFirst("^(.)[^\\]]*\\] ", "$1 "))
                        .toList();
        text.append("## Warnings and errors in the log: ").append(warnings.size()).append("\n\n");
        TreeMap<String, Integer> counts = new TreeMap<>();
        warnings.forEach(line -> counts.merge(line, 1, Integer::sum));
        if (!counts.isEmpty()) {
            text.append("```\n");
            counts.entrySet().stream()
                    .limit(WORDS_MAX)
                    .forEach(
                            line ->
                                    text.append(line.getValue())
                                            .append(" x ")
                                            .append(line.getKey())
                                            .append('\n'));
            text.append("```\n");
        }
    }

    void write(Path file) throws IOException {
        Files.writeString(file, text.toString().strip() + "\n");
    }

    /** Writes the samples over time. */
    static void csv(List<Vitals.Sample> samples, Path file) throws IOException {
        StringBuilder csv =
                new StringBuilder("second,rss MiB,anonymous MiB,threads,descriptors,steady\n");
        for (Vitals.Sample sample : samples) {
            csv.append(
                    String.format(
                            Locale.ROOT,
                            "%.0f,%.1f,%.1f,%d,%d,%b%n",
                            sample.second(),
                            sample.rss(),
                            sample.anonymous(),
                            sample.threads(),
                            sample.descriptors(),
                            sample.steady()));
        }
        Files.writeString(file, csv);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.1f", value);
    }
}
