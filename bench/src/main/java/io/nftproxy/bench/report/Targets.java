package io.nftproxy.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the proxy wants to reach, and what was reached, as ratios in one run. */
final class Targets {
    private static final String US = "nftproxy";
    private static final int SIZE = 10_000;

    private record Target(String what, String bound, double measured, boolean reached) {}

    private Targets() {}

    static String text(Table table) {
        StringBuilder text = new StringBuilder("## Targets, at 10,000 services x 10 endpoints\n\n");
        text.append("| what | target | measured | |\n|---|---|---:|---|\n");
        for (Target target : all(table)) {
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

    private static List<Target> all(Table t) {
        List<Target> all = new ArrayList<>();
        double program = t.p50("program", US, "total", SIZE);
        double kernel = t.p50("program", US, "kernel", SIZE);
        double replace = t.p50("replace endpoint", US, "total", SIZE);
        double add = t.p50("add service", US, "total", SIZE);
        double packet = t.p50("connect clusterIP", US, "first packet", SIZE);
        double floor = t.p50("connect clusterIP", "one DNAT rule", "first packet", SIZE);
        atMost(
                all,
                "programming from nothing, warm, to the kernel's own time",
                1.3,
                program / kernel);
        atMost(
                all,
                "cold process start to first sync, ms",
                3000,
                t.p50("start", US, "exec to first sync", SIZE));
        atLeast(
                all,
                "the 1.36 layout's time to ours",
                30,
                t.p50("program", "nftables 1.36", "total", SIZE) / program);
        atMost(
                all,
                "growth of programming, exponent",
                1.1,
                Growth.exponent(t.series("program", US, "total")));
        atMost(all, "replacing one endpoint, ms", 0.2, replace);
        atMost(
                all,
                "growth of it, exponent",
                0.1,
                Growth.exponent(t.series("replace endpoint", US, "total")));
        atLeast(
                all,
                "the 1.36 layout's time for adding a service to ours",
                5,
                t.p50("add service", "nftables 1.36", "total", SIZE) / add);
        atLeast(
                all,
                "the same in the kernel alone",
                5,
                t.p50("add service", "nftables 1.36", "kernel", SIZE)
                        / t.p50("add service", US, "kernel", SIZE));
        atMost(
                all,
                "API event to commit at one a second, p99, ms",
                10,
                t.p99("event to commit 1/s", US, "latency", SIZE));
        atMost(all, "first packet, to that through one DNAT rule", 1.1, packet / floor);
        atMost(
                all,
                "growth of the first packet, exponent",
                0.05,
                Growth.exponent(t.series("connect clusterIP", US, "first packet")));
        atMost(all, "resident memory, MiB", 128, t.p50("memory", US, "RSS", SIZE));
        return all;
    }

    private static void atMost(List<Target> all, String what, double bound, double measured) {
        all.add(new Target(what, "at most " + trimmed(bound), measured, measured <= bound));
    }

    private static void atLeast(List<Target> all, String what, double bound, double measured) {
        all.add(new Target(what, "at least " + trimmed(bound), measured, measured >= bound));
    }

    private static String trimmed(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
