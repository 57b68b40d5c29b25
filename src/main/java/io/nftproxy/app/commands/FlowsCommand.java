package io.nftproxy.app.commands;

import static io.nftproxy.config.json.JsonText.object;

import io.nftproxy.config.json.JsonText;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.explain.KernelView;
import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.flows.FlowEvent;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.NetlinkFlowEvents;
import io.nftproxy.kernel.NetlinkKernelView;
import io.nftproxy.serve.control.ExplainAnswer;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The commands {@code flows} and {@code top}: connections through Services, from conntrack. */
final class FlowsCommand {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int WAIT_MILLIS = 500;
    private static final String LOST =
            "Events were lost: there are more of them than this output takes.";
    private static final String LINE = "%-12s  %-8s %-5s %-28s %-24s %-24s %-20s %s";

    private final ServiceNames names;
    private final EndpointNodes nodes = new EndpointNodes();
    private final String service;
    private final @Nullable IpAddress client;
    private final boolean json;
    private final Screen screen;

    /** A Service port and one of its endpoints. */
    private record Target(String service, String endpoint) {}

    FlowsCommand(ServiceNames names, Arguments arguments, Screen screen) throws UsageProblem {
        this.names = names;
        this.service = arguments.flag("service");
        this.json = arguments.isOutput("json");
        this.screen = screen;
        String from = arguments.flag("from");
        this.client = IpAddress.parse(from);
        if (!from.isEmpty() && client == null) {
            throw new UsageProblem("--from " + from + ": must be an IP address");
        }
        if (!service.isEmpty() && !service.contains("/")) {
            throw new UsageProblem("--service " + service + ": needs a namespace, as in shop/web");
        }
    }

    /** Returns the Service port of a connection; null if the connection is not to be shown. */
    private @Nullable String chosen(Flow flow) {
        if (client != null && !client.equals(flow.client().address())) {
            return null;
        }
        String name = names.of(flow);
        boolean isChosen =
                name != null && (service.isEmpty() || service.equals(name.split(":", 2)[0]));
        return isChosen ? name : null;
    }

    /** Prints the connections that conntrack has now. */
    void list() throws IOException {
        List<Flow> flows = new ArrayList<>();
        try (KernelView kernel = NetlinkKernelView.open(RenderSettings.TABLE)) {
            for (IpFamily family : IpFamily.values()) {
                flows.addAll(kernel.flows(family, flow -> chosen(flow) != null, Integer.MAX_VALUE));
            }
        } catch (KernelFailure e) {
            throw new IOException(e.getMessage(), e);
        }
        nodes.learn(flows);
        if (json) {
            screen.whole(JsonText.of(object("flows", flows.stream().map(this::values).toList())));
            return;
        }
        Table table =
                new Table(
                        "PROTOCOL",
                        "CLIENT",
                        "SERVICE",
                        "DESTINATION",
                        "ENDPOINT",
                        "NODE",
                        "STATE");
        for (Flow flow : flows) {
            table.add(
                    flow.protocol().toString(),
                    flow.client().toString(),
                    String.valueOf(chosen(flow)),
                    flow.destination().toString(),
                    endpoint(flow),
                    nodes.of(flow),
                    state(flow));
        }
        table.print(screen, "No connections found.");
    }

    private Map<String, @Nullable Object> values(Flow flow) {
        Map<String, @Nullable Object> values = ExplainAnswer.flow(flow);
        values.put("service", chosen(flow));
        values.put("node", nodes.known(flow));
        return values;
    }

    private static String endpoint(Flow flow) {
        return flow.isTranslated() ? flow.answering().toString() : "";
    }

    private static String state(Flow flow) {
        return (flow.replied() ? "replied" : "no reply")
                + (flow.isMasqueraded() ? ", masqueraded" : "");
    }

    /** Prints each change of a connection until this thread is interrupted or output fails. */
    void follow() throws IOException {
        if (!json) {
            screen.heading(
                    LINE.formatted(
                            "TIME",
                            "EVENT",
                            "PROTO",
                            "CLIENT",
                            "SERVICE",
                            "ENDPOINT",
                            "NODE",
                            "STATE"));
        }
        try (NetlinkFlowEvents events = NetlinkFlowEvents.open()) {
            long lost = 0;
            while (isWanted()) {
                List<FlowEvent> some = new ArrayList<>();
                events.await(WAIT_MILLIS, one -> addChosen(one, some));
                nodes.learn(some.stream().map(FlowEvent::flow).toList());
                some.forEach(this::print);
                if (events.lost() > lost) {
                    lost = events.lost();
                    screen.whole(json ? JsonText.of(object("lost", lost)) : LOST);
                }
            }
        }
    }

    private boolean isWanted() {
        return !Thread.currentThread().isInterrupted() && screen.isOpen();
    }

    private void addChosen(FlowEvent event, List<FlowEvent> to) {
        if (chosen(event.flow()) != null) {
            to.add(event);
        }
    }

    private void print(FlowEvent event) {
        Flow flow = event.flow();
        Instant now = Instant.now();
        if (json) {
            Map<String, @Nullable Object> line = object("time", now, "event", event.kind());
            line.putAll(values(flow));
            screen.whole(JsonText.of(line));
            return;
        }
        screen.line(
                LINE.formatted(
                        TIME.format(now),
                        event.kind(),
                        flow.protocol(),
                        flow.client(),
                        chosen(flow),
                        endpoint(flow),
                        nodes.of(flow),
                        event.kind() == FlowEvent.Kind.DESTROY ? "ended" : state(flow)));
    }

    /**
     * Counts new connections for some seconds, and prints them by Service port and endpoint.
     *
     * @param follow whether to repeat that until this thread is interrupted or output fails
     */
    void top(int seconds, boolean follow) throws IOException {
        try (NetlinkFlowEvents events = NetlinkFlowEvents.open()) {
            do {
                Map<Target, Integer> counts = new HashMap<>();
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
                while (System.nanoTime() < end && isWanted()) {
                    long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                    events.await(Math.clamp(left, 1, WAIT_MILLIS), one -> count(one, counts));
                }
                print(counts, seconds);
            } while (follow && isWanted());
        }
    }

    private void count(FlowEvent event, Map<Target, Integer> counts) {
        String name = event.kind() == FlowEvent.Kind.NEW ? chosen(event.flow()) : null;
        if (name != null) {
            counts.merge(new Target(name, endpoint(event.flow())), 1, Integer::sum);
        }
    }

    private void print(Map<Target, Integer> counts, int seconds) {
        List<Map.Entry<Target, Integer>> sorted =
                counts.entrySet().stream()
                        .sorted(
                                Map.Entry.<Target, Integer>comparingByValue(
                                                Comparator.reverseOrder())
                                        .thenComparing(one -> one.getKey().toString()))
                        .toList();
        if (json) {
            List<?> rows = sorted.stream().map(FlowsCommand::row).toList();
            screen.whole(JsonText.of(object("seconds", seconds, "connections", rows)));
            return;
        }
        Table table = new Table("SERVICE", "ENDPOINT", "NEW/S");
        sorted.forEach(
                one ->
                        table.add(
                                one.getKey().service(),
                                one.getKey().endpoint(),
                                "%.1f".formatted((double) one.getValue() / seconds)));
        table.print(screen, "No new connections in " + seconds + " s.");
    }

    private static Map<String, @Nullable Object> row(Map.Entry<Target, Integer> one) {
        return object(
                "service", one.getKey().service(),
                "endpoint", one.getKey().endpoint(),
                "new", one.getValue());
    }
}
