package io.nftproxy.bench.report;

import java.util.List;

/** The growth of a cost with the number of services N, as an exponent of N. */
public final class Growth {
    private Growth() {}

    /**
     * Returns the slope of the line through the logarithms, by least squares; NaN for fewer than
     * two sizes.
     */
    public static double exponent(List<Row> rows) {
        double n = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (Row row : rows) {
            if (row.p50() > 0) {
                double x = Math.log(row.services());
                double y = Math.log(row.p50());
                n++;
                sumX += x;
                sumY += y;
                sumXx += x * x;
                sumXy += x * y;
            }
        }
        return n < 2 ? Double.NaN : (n * sumXy - sumX * sumY) / (n * sumXx - sumX * sumX);
    }
}
