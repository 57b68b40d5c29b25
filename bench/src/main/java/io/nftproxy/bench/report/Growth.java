package io.nftproxy.bench.report;

import java.util.List;

/** How a cost grows with the number of services: as N to the power of what. */
public final class Growth {
    private Growth() {}

    /**
     * The slope of the straight line through the logarithms, by least squares.
     *
     * @return NaN of fewer than two sizes
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
