package io.nftproxy.bench.profile;

import io.nftproxy.bench.lab.Machine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;

/** Reads the output of {@code perf script} about {@link Work}, and prints tables in Markdown. */
public final class Report {
    private static final int MOST = 15;
    private static final double SHARE_MIN = 0.5;
    private static final double PERCENT = 100;

    /** Functions of netlink and netfilter. */
    private static final Pattern PARTS =
            Pattern.compile("(nf_tables|nft|rhashtable|netlink_(ack|dump)|nfnetlink|__nla).*");

    private static final Pattern ALL = Pattern.compile(".*");

    /** The worker that grows a hash table in the background. */
    private static final String GROWING = "rht_deferred_worker";

    private final Stacks stacks = new Stacks();
    private final StringBuilder text = new StringBuilder();
    private final double millisPerSample;

    private Report(int samplesPerSecond) {
        millisPerSample = 1000.0 / samplesPerSecond;
    }

    /** Reads samples from standard input; the argument is the number of samples a second. */
    public static void main(String[] arguments) throws IOException {
        Report report = new Report(Integer.parseInt(arguments[0]));
        try (BufferedReader script =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            report.stacks.read(script);
        }
        System.out.print(report.write());
    }

    private String write() throws IOException {
        text.append(
                """
                # Where the kernel spends its time

                Made by `bench/run perf`, at 10,000 services of 10 endpoints: samples of the
                kernel by `perf record -e cpu-clock:k`, as shares of the phase.

                """);
        text.append(Machine.describe());
        for (Phase phase : Phase.values()) {
            phase(phase);
        }
        return text.toString();
    }

    private void phase(Phase phase) {
        int samples = stacks.samples(phase.command());
        double millis = samples * millisPerSample / phase.times;
        text.append(
                String.format(
                        Locale.ROOT,
                        "%n## %s%n%n- runs %d, samples %d%n- in the kernel %.3g ms each%s%n",
                        phase.title,
                        phase.times,
                        samples,
                        millis,
                        phase == Phase.PROGRAM ? growing() : ""));
        Map<String, Stacks.Count> functions = stacks.functions(phase.command());
        table("function, without callees", functions, samples, Stacks.Count::self, ALL);
        table("function, with callees", functions, samples, Stacks.Count::anywhere, PARTS);
    }

    /** Returns the time of kernel threads that grow hash tables meanwhile, in all rounds. */
    private String growing() {
        Stacks.Count count = stacks.functions(Stacks.WORKERS).get(GROWING);
        double millis = count == null ? 0 : count.anywhere() * millisPerSample / Work.ROUNDS;
        return String.format(Locale.ROOT, "; beside it %.3g ms of `%s`", millis, GROWING);
    }

    private void table(
            String title,
            Map<String, Stacks.Count> functions,
            int samples,
            ToIntFunction<Stacks.Count> of,
            Pattern pattern) {
        Comparator<Map.Entry<String, Stacks.Count>> byCount =
                Comparator.comparingInt(entry -> of.applyAsInt(entry.getValue()));
        List<Map.Entry<String, Stacks.Count>> shown =
                functions.entrySet().stream()
                        .filter(entry -> pattern.matcher(entry.getKey()).matches())
                        .sorted(byCount.reversed().thenComparing(Map.Entry::getKey))
                        .limit(MOST)
                        .toList();
        text.append("\n| ").append(title).append(" | % |\n|---|---:|\n");
        for (Map.Entry<String, Stacks.Count> entry : shown) {
            double share = of.applyAsInt(entry.getValue()) * PERCENT / samples;
            if (share >= SHARE_MIN) {
                text.append(String.format(Locale.ROOT, "| `%s` | %.1f |%n", entry.getKey(), share));
            }
        }
    }
}
