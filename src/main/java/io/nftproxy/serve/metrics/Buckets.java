package io.nftproxy.serve.metrics;

/** The bucket bounds of histograms, in seconds; those of kube-proxy where it has the metric. */
final class Buckets {
    private Buckets() {}

    /** Returns the upper bounds by their name in {@code metrics.txt}, without +Inf. */
    static double[] named(String name) {
        return switch (name) {
            // 1 ms to 16.384 s.
            case "sync" -> doubling(0.001, 15);
            // 10 us to 5 s: commits of one element to commits of a whole cluster.
            case "commit" -> doubling(0.000_01, 20);
            case "network-programming" -> networkProgramming();
            // Those of client-go.
            case "request" -> new double[] {0.005, 0.025, 0.1, 0.25, 0.5, 1, 2, 4, 8, 15, 30, 60};
            default -> throw new IllegalArgumentException("no buckets " + name);
        };
    }

    private static double[] doubling(double first, int count) {
        double[] bounds = new double[count];
        for (int i = 0; i < count; i++) {
            bounds[i] = i == 0 ? first : 2 * bounds[i - 1];
        }
        return bounds;
    }

    /** Returns 0 to 5 min, in steps of 1 s up to 1 min, 5 s up to 2 min, then 30 s. */
    private static double[] networkProgramming() {
        double[] bounds = new double[81];
        bounds[1] = 0.25;
        bounds[2] = 0.5;
        for (int i = 3; i < bounds.length; i++) {
            double before = bounds[i - 1];
            bounds[i] = i == 3 ? 1 : before + (before < 60 ? 1 : before < 120 ? 5 : 30);
        }
        return bounds;
    }
}
