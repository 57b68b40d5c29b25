package io.nftproxy.bench.report;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The rows of a run, with queries. */
public record Table(List<Row> rows) {
    /** The number of endpoints of a service, in all clusters but one. */
    public static final int USUAL_ENDPOINTS = 10;

    /** Returns the rows of a quantity of a contender, from small clusters to large. */
    public List<Row> series(String measure, String contender, String quantity) {
        return rows.stream()
                .filter(of(measure, quantity))
                .filter(row -> row.contender().equals(contender))
                .filter(row -> row.endpoints() == USUAL_ENDPOINTS)
                .toList();
    }

    /** Returns the contenders with a quantity, in the order of their first measurement. */
    public List<String> contenders(String measure, String quantity) {
        return rows.stream()
                .filter(of(measure, quantity))
                .map(Row::contender)
                .distinct()
                .collect(Collectors.toList());
    }

    /** Returns the median; NaN if it was not measured. */
    public double p50(String measure, String contender, String quantity, int services) {
        return series(measure, contender, quantity).stream()
                .filter(row -> row.services() == services)
                .mapToDouble(Row::p50)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Returns the 99th percentile; NaN if it was not measured. */
    public double p99(String measure, String contender, String quantity, int services) {
        return series(measure, contender, quantity).stream()
                .filter(row -> row.services() == services)
                .mapToDouble(Row::p99)
                .findFirst()
                .orElse(Double.NaN);
    }

    private static Predicate<Row> of(String measure, String quantity) {
        return row -> row.measure().equals(measure) && row.quantity().equals(quantity);
    }
}
