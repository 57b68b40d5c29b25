package io.nftproxy.serve.metrics;

import java.util.ArrayList;
import java.util.List;

/** The bucket bounds of histograms, in seconds; those of kube-proxy where it has the metric. */
final class Buckets {
    /** 1 ms to 16.384 s, doubling. */
    static final List<Double> SYNC_SECONDS = doubling(0.001, 15);

    /** 10 us to 5 s, doubling: commits of one element to commits of a whole cluster. */
    static final List<Double> COMMIT_SECONDS = doubling(0.000_01, 20);

    /** 0 to 5 min, in steps of 1 s up to 1 min, 5 s up to 2 min, then 30 s. */
    static final List<Double> NETWORK_PROGRAMMING_SECONDS = networkProgramming();

    /** The bounds of client-go for requests. */
    static final List<Double> REQUEST_SECONDS =
            List.of(0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0);

    private Buckets() {}

    private static List<Double> doubling(double first, int count) {
        List<Double> bounds = new ArrayList<>();
        for (double bound = first; bounds.size() < count; bound *= 2) {
            bounds.add(bound);
        }
        return List.copyOf(bounds);
    }

    private static List<Double> networkProgramming() {
        List<Double> bounds = new ArrayList<>(List.of(0.0));
        linear(bounds, 0.25, 0.25, 2);
        linear(bounds, 1, 1, 59);
        linear(bounds, 60, 5, 12);
        linear(bounds, 120, 30, 7);
        return List.copyOf(bounds);
    }

    private static void linear(List<Double> bounds, double first, double step, int count) {
        for (int i = 0; i < count; i++) {
            bounds.add(first + step * i);
        }
    }
}
