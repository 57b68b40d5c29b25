package io.nftproxy.bench.report;

/**
 * One quantity of one contender at one size.
 *
 * @param measure {@code program}, {@code replace endpoint}
 * @param quantity {@code total}, {@code kernel}, {@code sent}
 * @param unit {@code ms}, {@code us}, {@code bytes}
 * @param samples the number of values
 */
public record Row(
        String measure,
        String contender,
        int services,
        int endpoints,
        String quantity,
        String unit,
        double p50,
        double p99,
        double min,
        double max,
        int samples) {}
