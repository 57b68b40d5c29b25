package io.nftproxy.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The performance targets, and the results of a run. */
final class Targets {
    private static final String US = "nftproxy";
    private static final String CHAINS = "nftables 1.36";
    private static final List<String> LAYOUTS =
            List.of("iptables legacy", "iptables nft", "nftables up to 1.35", CHAINS);
    private static final int SIZE = 10_000;

    private record Target(String what, String bound, double measured, boolean reached) {}

    private final Table table;
    private final List<Target> all = new ArrayList<>();

    private Targets(Table table) {
        this.table = table;
    }

    static String text(Table table) {
        Targets targets = new Targets(table);
        targets.programming();
        targets.changes();
        targets.packets();
        targets.memory();
        targets.shapes();
        StringBuilder text = new StringBuilder("## Targets, at 10,000 services x 10 endpoints\n\n");
        text.append("| what | target | measured | |\n|---|---|---:|---|\n");
        for (Target target : targets.all) {
            if (!Double.isNaN(target.measured)) {
                text.append(
                        String.format(
                                Locale.ROOT,
                                "| %s | %s | %s | %s |%n",
                                target.what,
                                target.bound,
                                Results.number(target.measured),
                                target.reached ? "reached" : "missed"));
            }
        }
        return text.toString();
    }

    private void programming() {
        double total = p50("program", US, "total");
        atMost(
                "programming, warm, relative to its kernel time",
                1.3,
                total / p50("program", US, "kernel"));
        atLeast(
                "programming by the 1.36 layout, relative to nftproxy",
                30,
                p50("program", CHAINS, "total") / total);
        atMost(
                "programming, exponent of growth from 10,000 to 30,000",
                1.1,
                growthAbove("program"));
        atMost("cold start to first sync, ms", 3000, p50("start", US, "exec to first sync"));
    }

    private void changes() {
        atMost("replacing an endpoint, ms", 0.2, p50("replace endpoint", US, "total"));
        atMost(
                "replacing an endpoint, exponent of growth",
                0.1,
                growth("replace endpoint", "total"));
        atLeast("adding a service to the 1.36 layout, relative to nftproxy", 5, ratio("total"));
        atLeast("the same, in the kernel", 5, ratio("kernel"));
        atMost(
                "API event to commit, 1/s, p99, ms",
                10,
                table.p99("event to commit 1/s", US, "latency", SIZE));
    }

    private double ratio(String quantity) {
        return p50("add service", CHAINS, quantity) / p50("add service", US, quantity);
    }

    private void packets() {
        double packet = p50("connect clusterIP", US, "first packet");
        double floor = p50("connect clusterIP", "one DNAT rule", "first packet");
        atMost("first packet, relative to a single DNAT rule", 1.1, packet / floor);
        atMost(
                "first packet, exponent of growth",
                0.05,
                growth("connect clusterIP", "first packet"));
        atMost(
                "first packet, relative to the fastest other layout, worst size",
                1,
                toFastestLayout());
    }

    /** Returns the worst ratio of all sizes. */
    private double toFastestLayout() {
        double worst = Double.NaN;
        for (Row ours : table.series("connect clusterIP", US, "first packet")) {
            for (String other : LAYOUTS) {
                double theirs =
                        table.p50("connect clusterIP", other, "first packet", ours.services());
                if (theirs > 0 && !(ours.p50() / theirs <= worst)) {
                    worst = ours.p50() / theirs;
                }
            }
        }
        return worst;
    }

    private void memory() {
        atMost("resident memory, MiB", 128, p50("memory", US, "RSS"));
        double ours = p50("program", US, "kernel memory");
        double least =
                table.contenders("program", "kernel memory").stream()
                        .filter(contender -> !contender.equals(US))
                        .mapToDouble(contender -> p50("program", contender, "kernel memory"))
                        .filter(kibibytes -> !Double.isNaN(kibibytes))
                        .min()
                        .orElse(Double.NaN);
        atMost("kernel memory, relative to the smallest other layout", 1, ours / least);
    }

    private void shapes() {
        double ports = table.p50("many ports: program", US, "total", 1);
        double portsInKernel = table.p50("many ports: program", US, "kernel", 1);
        atMost(
                "1,000 ports of one Service, programming to its kernel time",
                4,
                ports / portsInKernel);
        double move = p50("zones: node moves", US, "total");
        double moveInKernel = p50("zones: node moves", US, "kernel");
        atMost("the node moves to another zone, to its kernel time", 4, move / moveInKernel);
    }

    private double p50(String measure, String contender, String quantity) {
        return table.p50(measure, contender, quantity, SIZE);
    }

    private double growth(String measure, String quantity) {
        return Growth.exponent(table.series(measure, US, quantity));
    }

    private double growthAbove(String measure) {
        return Growth.exponent(
                table.series(measure, US, "total").stream()
                        .filter(row -> row.services() >= SIZE)
                        .toList());
    }

    private void atMost(String what, double bound, double measured) {
        all.add(new Target(what, "at most " + trimmed(bound), measured, measured <= bound));
    }

    private void atLeast(String what, double bound, double measured) {
        all.add(new Target(what, "at least " + trimmed(bound), measured, measured >= bound));
    }

    private static String trimmed(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
