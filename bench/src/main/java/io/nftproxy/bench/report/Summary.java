package io.nftproxy.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The tables of a run, in Markdown. */
public final class Summary {
    /** A table and its title. */
    private record Topic(String measure, String quantity, String title) {}

    private static Topic total(String measure, String title) {
        return new Topic(measure, "total", title + ", ms");
    }

    private static Topic kernel(String measure) {
        return new Topic(measure, "kernel", "in the kernel, ms");
    }

    private static final List<Topic> TOPICS =
            List.of(
                    total("program", "Programming from nothing"),
                    kernel("program"),
                    total("restart", "Restart, nothing changed"),
                    total("full sync, no table", "Full sync, no table"),
                    total("full sync, nothing changed", "Full sync, nothing changed"),
                    total("full sync, map flushed", "Full sync after `flush map endpoints4`"),
                    total("full sync, element added", "Full sync after `add element endpoints4`"),
                    total("full sync, table deleted", "Full sync after `delete table`"),
                    total("add service", "Adding a service"),
                    kernel("add service"),
                    total("replace endpoint", "Replacing one endpoint"),
                    kernel("replace endpoint"),
                    total("delete service", "Deleting a service"),
                    total(
                            "allow lists, created",
                            "Load balancers with allow lists, programmed from nothing"),
                    total(
                            "shared allow list, one network",
                            "One network of an allow list that all load balancers share"),
                    total(
                            "shared allow list, half of them",
                            "Half of the networks of the shared list"),
                    total(
                            "own allow lists, one network",
                            "One network of the list of one load balancer, each with its own"),
                    total(
                            "own allow lists, half of them",
                            "Half of the networks of one of the lists"),
                    total("allow lists, ten deleted", "Ten load balancers deleted"),
                    total(
                            "many ports: program",
                            "A Service with 1,000 ports, programmed from nothing"),
                    kernel("many ports: program"),
                    total("many ports: replace endpoint", "One of its endpoints replaced"),
                    kernel("many ports: replace endpoint"),
                    total("many ports: delete one", "One of its ports deleted"),
                    kernel("many ports: delete one"),
                    total(
                            "affinity: program",
                            "All Services with ClientIP affinity, programmed from nothing"),
                    kernel("affinity: program"),
                    total("affinity: restart", "Restart with 10,000 known clients"),
                    total("affinity: replace endpoint", "One endpoint with its clients replaced"),
                    kernel("affinity: replace endpoint"),
                    total("zones: label added", "The node gets a zone, all endpoints have hints"),
                    kernel("zones: label added"),
                    total("zones: node moves", "The node moves to another zone"),
                    kernel("zones: node moves"),
                    new Topic("program", "sent", "Bytes sent for programming, KiB"),
                    new Topic("program", "kernel memory", "Kernel memory, KiB"),
                    new Topic("connect clusterIP", "first packet", "First packet, ClusterIP, us"),
                    new Topic("connect nodePort", "first packet", "First packet, nodePort, us"),
                    new Topic("connect affinity", "first packet", "First packet, affinity, us"),
                    new Topic(
                            "connect during changes",
                            "first packet",
                            "First packet, 20 changes a second, us"),
                    new Topic("connect clusterIP", "connections", "Connections a second"),
                    new Topic("established", "throughput", "Established connection, Gbit/s"),
                    new Topic("start", "exec to first sync", "Process start to first sync, ms"),
                    new Topic(
                            "start again",
                            "exec to first sync",
                            "Process restart to first sync, ms"),
                    new Topic(
                            "event to commit 100/s",
                            "processor per change",
                            "Processor time a change, 100/s, ms"),
                    total("proxy start", "Proxies: start to programmed"),
                    total("proxy restart", "Proxies: restart to programmed"),
                    total(
                            "proxy endpoint replaced",
                            "Proxies: endpoint replaced, until a connection sees it"),
                    new Topic(
                            "proxy endpoint replaced",
                            "processor per change",
                            "Proxies: processor time of a replaced endpoint, with commands, ms"),
                    total("proxy service added", "Proxies: service added"),
                    total("proxy service deleted", "Proxies: service deleted"),
                    total("proxy burst", "Proxies: the last of 101 changes at once"),
                    new Topic("proxy memory", "RSS", "Proxies: resident memory, MiB"),
                    new Topic("proxy memory", "RssAnon", "Proxies: anonymous memory, MiB"),
                    new Topic("proxy memory", "peak", "Proxies: peak, with commands, MiB"),
                    new Topic(
                            "proxy idle",
                            "processor",
                            "Proxies: processor while idle, % of a core"),
                    new Topic("memory", "RSS", "Resident memory, MiB"),
                    new Topic("idle", "processor", "Processor while idle, %"),
                    new Topic("listening", "kernel", "Full commit, in the kernel, ms"),
                    new Topic("foreign change", "element", "An element added: restored after, ms"),
                    new Topic("foreign change", "chain", "A chain flushed: restored after, ms"),
                    new Topic("foreign change", "map", "The slots flushed: restored after, ms"),
                    new Topic("foreign change", "table", "Table deleted: restored after, ms"));

    /** Topics with percentiles. */
    private static final List<Topic> SPREADS =
            List.of(
                    new Topic("event to commit 1/s", "latency", "API event to commit, 1/s, ms"),
                    new Topic(
                            "event to commit 100/s", "latency", "API event to commit, 100/s, ms"));

    private final Table table;

    public Summary(Table table) {
        this.table = table;
    }

    /** Writes all tables. */
    public void write(Path file, String environment) throws IOException {
        StringBuilder text = new StringBuilder("# Results\n\n");
        text.append(
                "Made by `bench/run`; medians, with the 99th percentile behind the slash where ");
        text.append("there are 20 samples or more: the slowest one of fewer than 100.\n\n");
        text.append(environment).append('\n');
        if (!table.contenders("program", "total").isEmpty()) {
            text.append(Targets.text(table)).append('\n');
            text.append(Ratios.text(table)).append('\n');
        }
        for (Topic topic : TOPICS) {
            if (!table.contenders(topic.measure, topic.quantity).isEmpty()) {
                topic(topic, text);
            }
        }
        for (Topic topic : SPREADS) {
            for (String contender : table.contenders(topic.measure, topic.quantity)) {
                spread(topic, contender, text);
            }
        }
        Files.writeString(file, text);
    }

    private void topic(Topic topic, StringBuilder text) {
        TreeSet<Integer> sizes = new TreeSet<>();
        List<String> contenders = table.contenders(topic.measure, topic.quantity);
        for (String contender : contenders) {
            for (Row row : table.series(topic.measure, contender, topic.quantity)) {
                sizes.add(row.services());
            }
        }
        text.append("## ").append(topic.title).append("\n\n| services |");
        sizes.forEach(size -> text.append(' ').append(size).append(" |"));
        text.append(" grows as |\n|---|").append("---:|".repeat(sizes.size() + 1)).append('\n');
        for (String contender : contenders) {
            List<Row> series = table.series(topic.measure, contender, topic.quantity);
            text.append("| ").append(contender).append(" |");
            for (int size : sizes) {
                text.append(' ').append(cell(series, size)).append(" |");
            }
            double exponent = Growth.exponent(series);
            text.append(
                    Double.isNaN(exponent)
                            ? " |\n"
                            : String.format(Locale.ROOT, " N^%.2f |%n", exponent));
        }
        text.append('\n');
    }

    private void spread(Topic topic, String contender, StringBuilder text) {
        text.append("## ").append(topic.title).append(": ").append(contender);
        text.append("\n\n| services | samples | median | p99 | slowest |\n|");
        text.append("---:|".repeat(5)).append('\n');
        for (Row row : table.series(topic.measure, contender, topic.quantity)) {
            text.append("| ").append(row.services()).append(" | ").append(row.samples());
            for (double value : List.of(row.p50(), row.p99(), row.max())) {
                text.append(" | ").append(Results.number(value));
            }
            text.append(" |\n");
        }
        text.append('\n');
    }

    private static String cell(List<Row> series, int size) {
        for (Row row : series) {
            if (row.services() == size) {
                return Results.number(row.p50())
                        + (row.samples() < 20 ? "" : " / " + Results.number(row.p99()));
            }
        }
        return "";
    }
}
