package io.nftproxy.bench.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The cost of other layouts as a multiple of nftproxy's, in the same run. */
final class Ratios {
    private static final String US = "nftproxy";
    private static final int SIZE = 10_000;

    private record Cost(String measure, String quantity, String title) {}

    private static final List<Cost> COSTS =
            List.of(
                    new Cost("program", "total", "programming from nothing"),
                    new Cost("program", "kernel", "in the kernel"),
                    new Cost("program", "sent", "bytes sent for programming"),
                    new Cost("program", "kernel memory", "kernel memory"),
                    new Cost("restart", "total", "restart, nothing changed"),
                    new Cost("add service", "total", "adding a service"),
                    new Cost("add service", "kernel", "in the kernel"),
                    new Cost("replace endpoint", "total", "replacing one endpoint"),
                    new Cost("delete service", "total", "deleting a service"),
                    new Cost("connect clusterIP", "first packet", "first packet, ClusterIP"),
                    new Cost("connect nodePort", "first packet", "first packet, nodePort"),
                    new Cost("connect affinity", "first packet", "first packet, affinity"),
                    new Cost(
                            "connect during changes",
                            "first packet",
                            "first packet, 20 changes a second"));

    private final Table table;

    private Ratios(Table table) {
        this.table = table;
    }

    static String text(Table table) {
        return new Ratios(table).text();
    }

    private String text() {
        Set<String> others = new LinkedHashSet<>();
        for (Cost cost : COSTS) {
            others.addAll(table.contenders(cost.measure, cost.quantity));
        }
        others.remove(US);
        StringBuilder text =
                new StringBuilder("## Cost of other layouts, relative to nftproxy\n\n");
        text.append("At 10,000 services x 10 endpoints, or at the largest size below that\n");
        text.append("where the contender was measured.\n\n| |");
        others.forEach(other -> text.append(' ').append(other).append(" |"));
        text.append("\n|---|").append("---:|".repeat(others.size())).append('\n');
        for (Cost cost : COSTS) {
            text.append("| ").append(cost.title).append(" |");
            others.forEach(other -> text.append(cell(cost, other)).append(" |"));
            text.append('\n');
        }
        return text.toString();
    }

    private String cell(Cost cost, String other) {
        List<Row> comparable =
                table.series(cost.measure, other, cost.quantity).stream()
                        .filter(row -> row.services() <= SIZE && row.p50() > 0)
                        .toList();
        if (comparable.isEmpty()) {
            return "";
        }
        Row row = comparable.getLast();
        double ours = table.p50(cost.measure, US, cost.quantity, row.services());
        if (Double.isNaN(ours)) {
            return "";
        }
        double ratio = row.p50() / ours;
        String size = row.services() == SIZE ? "" : " (at " + row.services() + ")";
        return String.format(Locale.ROOT, ratio < 10 ? " %.2f%s" : " %.0f%s", ratio, size);
    }
}
