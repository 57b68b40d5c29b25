package io.nftproxy.app.commands;

import io.nftproxy.config.json.Json;
import java.util.stream.Collectors;

/** The answer to {@code services} as a table: one line for each Service port and family. */
final class ServicesText {
    private ServicesText() {}

    static void print(Json answer, boolean wide, Screen screen) {
        Table table =
                new Table(
                        "NAMESPACE",
                        "NAME",
                        "TYPE",
                        wide ? "ADDRESSES" : "ADDRESS",
                        "POLICY",
                        "USED/READY/ALL",
                        "CLIENTS",
                        "PROBLEM");
        for (Json service : answer.objects("services")) {
            for (Json port : service.objects("ports")) {
                table.addWithProblem(
                        service.text("namespace"),
                        service.text("name") + after(":", port.text("name")),
                        service.has("type") ? service.text("type") : "unknown",
                        wide ? port.texts("addresses", ",") : address(port),
                        policy(service),
                        shown(port, "endpointsUsed")
                                + "/"
                                + shown(port, "endpointsReady")
                                + "/"
                                + shown(port, "endpoints"),
                        clients(service, port),
                        port.objects("problems").stream()
                                .map(problem -> problem.text("message"))
                                .collect(Collectors.joining("; ")));
            }
        }
        table.print(screen, "No Services found.");
        KernelAnswers.notes(answer).forEach(screen::line);
    }

    private static String shown(Json port, String number) {
        return port.has(number) ? port.text(number) : "?";
    }

    private static String after(String separator, String text) {
        return text.isEmpty() ? "" : separator + text;
    }

    /** Returns the ClusterIP, {@code 10.96.0.10:80/TCP} or {@code 10.96.0.10:80:30080/TCP}. */
    private static String address(Json port) {
        if (!port.has("clusterIP")) {
            return port.texts("addresses", ",");
        }
        String ip = port.text("clusterIP");
        return (ip.contains(":") ? "[" + ip + "]" : ip)
                + ":"
                + port.text("port")
                + (port.number("nodePort") == 0 ? "" : ":" + port.text("nodePort"))
                + "/"
                + port.text("protocol");
    }

    private static String policy(Json service) {
        if (!service.has("internalTrafficPolicy")) {
            return "unknown";
        }
        boolean internal = service.text("internalTrafficPolicy").equals("Local");
        boolean external = service.text("externalTrafficPolicy").equals("Local");
        return internal && external
                ? "Local"
                : internal ? "Local inside" : external ? "Local outside" : "Cluster";
    }

    private static String clients(Json service, Json port) {
        return service.has("type") && service.number("sessionAffinitySeconds") == 0
                ? "-"
                : port.has("affinityClients") ? port.text("affinityClients") : "unknown";
    }
}
