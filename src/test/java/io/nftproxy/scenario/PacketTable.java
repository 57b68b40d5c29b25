package io.nftproxy.scenario;

import io.nftproxy.core.trace.PacketTracer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of packets, one on each line; {@code #} starts a comment line:
 *
 * <pre>
 * pod | 10.244.0.9 | veth0 | tcp 10.96.0.10:80 | 10.244.0.7:8080, 10.244.1.7:8080
 * </pre>
 *
 * <p>The columns are the sender, its address, the interface on which the packet arrives ({@code -}
 * if this host sends it), the destination, and the possible outcomes.
 */
final class PacketTable {
    static final int COLUMNS = 5;

    private final List<String> lines;

    PacketTable(String text) {
        this.lines = text.lines().toList();
    }

    /** Returns this table with the tracer's outcomes in the last column. */
    String tracedBy(PacketTracer tracer) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines) {
            rows.add(PacketRow.isRow(line) ? row(line, tracer) : List.of(line));
        }
        int[] widths = new int[COLUMNS - 1];
        for (List<String> row : rows) {
            for (int i = 0; row.size() > 1 && i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> text(row, widths)).collect(Collectors.joining());
    }

    /** Returns the packets. */
    List<PacketRow> rows() {
        return lines.stream().filter(PacketRow::isRow).map(PacketRow::parse).toList();
    }

    private static List<String> row(String line, PacketTracer tracer) {
        List<String> row = new ArrayList<>();
        for (String cell : line.split("\\|", -1)) {
            row.add(cell.strip());
        }
        String outcomes =
                tracer.trace(PacketRow.parse(line).packet()).stream()
                        .map(trace -> trace.outcome().toString())
                        .sorted()
                        .collect(Collectors.joining(", "));
        row.set(COLUMNS - 1, outcomes);
        return row;
    }

    private static String text(List<String> row, int[] widths) {
        StringBuilder text = new StringBuilder(row.getFirst());
        for (int i = 1; i < row.size(); i++) {
            text.append(" ".repeat(widths[i - 1] - row.get(i - 1).length()));
            text.append(" | ").append(row.get(i));
        }
        return text.append('\n').toString();
    }
}
