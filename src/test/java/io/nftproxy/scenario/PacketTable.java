package io.nftproxy.scenario;

import io.nftproxy.model.IpAddress;
import io.nftproxy.model.IpFamily;
import io.nftproxy.model.Protocol;
import io.nftproxy.ruleset.Bytes;
import io.nftproxy.ruleset.TableRef.Family;
import io.nftproxy.trace.Packet;
import io.nftproxy.trace.PacketTracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A text of packets, one a line; {@code #} begins a comment line:
 *
 * <pre>
 * pod | 10.244.0.9 | veth0 | tcp 10.96.0.10:80 | 10.244.0.7:8080, 10.244.1.7:8080
 * </pre>
 *
 * <p>Who it is, source, interface it comes in on ({@code -} if this host sends it), where it is
 * for, and all that may become of it.
 */
final class PacketTable {
    private static final int COLUMNS = 5;

    private final List<String> lines;

    PacketTable(String text) {
        this.lines = text.lines().toList();
    }

    /** The same table with the last column as the tracer has it. */
    String tracedBy(PacketTracer tracer) {
        List<List<String>> rows = new ArrayList<>();
        for (String line : lines) {
            rows.add(isRow(line) ? row(line, tracer) : List.of(line));
        }
        int[] widths = new int[COLUMNS - 1];
        for (List<String> row : rows) {
            for (int i = 0; row.size() > 1 && i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return rows.stream().map(row -> text(row, widths)).collect(Collectors.joining());
    }

    private static boolean isRow(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    private static List<String> row(String line, PacketTracer tracer) {
        List<String> row = new ArrayList<>();
        for (String cell : line.split("\\|", -1)) {
            row.add(cell.strip());
        }
        if (row.size() < COLUMNS - 1) {
            throw new AssertionError("not a packet: " + line);
        }
        String outcomes =
                tracer.trace(packet(row)).stream()
                        .map(trace -> trace.outcome().toString())
                        .sorted()
                        .collect(Collectors.joining(", "));
        row.subList(COLUMNS - 1, row.size()).clear();
        row.add(outcomes);
        return row;
    }

    private static Packet packet(List<String> row) {
        IpAddress source = IpAddress.of(row.get(1));
        String[] target = row.get(3).split(" ");
        int colon = target[1].lastIndexOf(':');
        String address = target[1].substring(0, colon).replaceAll("[\\[\\]]", "");
        Protocol protocol = Protocol.parse(target[0].toUpperCase(Locale.ROOT));
        return new Packet(
                source.family() == IpFamily.IPV4 ? Family.IP : Family.IP6,
                Objects.requireNonNull(protocol, target[0]).number(),
                Bytes.wrap(source.toBytes()),
                Bytes.wrap(IpAddress.of(address).toBytes()),
                Integer.parseInt(target[1].substring(colon + 1)),
                row.get(2).equals("-") ? null : row.get(2));
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
