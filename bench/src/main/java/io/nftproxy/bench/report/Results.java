package io.nftproxy.bench.report;

import io.nftproxy.bench.lab.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The measurements of a run. */
public final class Results {
    private record Key(
            String measure, String contender, Cluster cluster, String quantity, String unit) {}

    private final Map<Key, Samples> samples = new LinkedHashMap<>();

    /** Adds a value. */
    public void add(
            String measure,
            String contender,
            Cluster cluster,
            String quantity,
            String unit,
            double value) {
        samples.computeIfAbsent(
                        new Key(measure, contender, cluster, quantity, unit), _ -> new Samples())
                .add(value);
    }

    /** Returns all quantities, in the order of their first measurement. */
    public List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        samples.forEach((key, values) -> rows.add(row(key, values)));
        return rows;
    }

    private static Row row(Key key, Samples values) {
        return new Row(
                key.measure,
                key.contender,
                key.cluster.services(),
                key.cluster.endpoints(),
                key.quantity,
                key.unit,
                values.quantile(0.5),
                values.quantile(0.99),
                values.quantile(0),
                values.quantile(1),
                values.count());
    }

    /** Writes them as {@code results.csv}. */
    public void write(Path file) throws IOException {
        CSVFormat format =
                CSVFormat.DEFAULT
                        .builder()
                        .setRecordSeparator('\n')
                        .setHeader(
                                "measure",
                                "contender",
                                "services",
                                "endpoints",
                                "quantity",
                                "unit",
                                "p50",
                                "p99",
                                "min",
                                "max",
                                "samples")
                        .get();
        try (CSVPrinter csv = new CSVPrinter(Files.newBufferedWriter(file), format)) {
            for (Row row : rows()) {
                csv.printRecord(
                        row.measure(),
                        row.contender(),
                        row.services(),
                        row.endpoints(),
                        row.quantity(),
                        row.unit(),
                        number(row.p50()),
                        number(row.p99()),
                        number(row.min()),
                        number(row.max()),
                        row.samples());
            }
        }
    }

    /**
     * Returns a number with four significant digits: {@code 0.01234}, {@code 123.4}, {@code 12345}.
     */
    static String number(double value) {
        if (value == 0 || Double.isNaN(value)) {
            return Double.isNaN(value) ? "" : "0";
        }
        int digits = Math.max(0, 3 - (int) Math.floor(Math.log10(Math.abs(value))));
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
