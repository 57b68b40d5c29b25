package io.nftproxy.bench.soak;

import io.nftproxy.bench.lab.DaemonProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Memory, threads and descriptors of the proxy over time. Thread-safe. */
final class Vitals {
    private static final double KIBI = 1024;
    private static final double HOUR_SECONDS = 3_600;

    private final List<Sample> samples = new ArrayList<>();

    /**
     * One sample of the proxy.
     *
     * @param second since the start of the run
     * @param rss resident memory in MiB
     * @param anonymous anonymous memory in MiB
     * @param cpuMillis CPU time since its start
     * @param steady whether the last restart was at least half a minute ago
     */
    record Sample(
            double second,
            double rss,
            double anonymous,
            long threads,
            long descriptors,
            long cpuMillis,
            boolean steady) {}

    /** Takes a sample of a proxy, unless it has just ended. */
    void look(DaemonProcess proxy, double second, boolean steady) {
        try {
            Sample sample =
                    new Sample(
                            second,
                            proxy.residentKibibytes() / KIBI,
                            proxy.anonymousKibibytes() / KIBI,
                            proxy.threads(),
                            proxy.descriptors(),
                            proxy.cpuMillis(),
                            steady);
            synchronized (this) {
                samples.add(sample);
            }
        } catch (IOException _) {
            // It is being restarted.
        }
    }

    synchronized List<Sample> samples() {
        return List.copyOf(samples);
    }

    synchronized List<Sample> steady() {
        return samples.stream().filter(Sample::steady).toList();
    }

    /** Returns the slope of the line through these values by least squares, per hour. */
    static double perHour(List<Sample> samples, ToDoubleFunction<Sample> value) {
        double meanX = samples.stream().mapToDouble(Sample::second).average().orElse(0);
        double meanY = samples.stream().mapToDouble(value).average().orElse(0);
        double covariance = 0;
        double variance = 0;
        for (Sample sample : samples) {
            double x = sample.second - meanX;
            covariance += x * (value.applyAsDouble(sample) - meanY);
            variance += x * x;
        }
        return variance == 0 ? 0 : covariance / variance * HOUR_SECONDS;
    }
}
