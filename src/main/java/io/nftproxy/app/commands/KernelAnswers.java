package io.nftproxy.app.commands;

import static io.nftproxy.config.json.JsonText.object;

import io.nftproxy.config.json.Json;
import io.nftproxy.config.json.JsonText;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.explain.Explainer;
import io.nftproxy.core.explain.KernelPort;
import io.nftproxy.core.explain.KernelView;
import io.nftproxy.core.explain.NoAnswer;
import io.nftproxy.core.explain.PortProblem;
import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.render.RenderSettings;
import io.nftproxy.kernel.NetlinkAddresses;
import io.nftproxy.kernel.NetlinkKernelView;
import io.nftproxy.kernel.host.ConntrackFill;
import io.nftproxy.serve.control.ExplainAnswer;
import io.nftproxy.serve.control.ServicesAnswer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answers of the kernel alone, when no proxy answers: JSON with the same fields. What only a
 * proxy knows is null, and {@code notes} says so.
 */
final class KernelAnswers {
    private static final String NO_PROXY = "No proxy answers; only the kernel was read.";

    private KernelAnswers() {}

    /** A question to the kernel. */
    @FunctionalInterface
    private interface Question {
        Map<String, @Nullable Object> ask(KernelView kernel)
                throws KernelFailure, NoAnswer, IOException;
    }

    private static String answer(Question question, String note) throws IOException {
        try (KernelView kernel = NetlinkKernelView.open(RenderSettings.TABLE)) {
            Map<String, @Nullable Object> answer = question.ask(kernel);
            answer.put("notes", List.of(NO_PROXY, note));
            return JsonText.of(answer);
        } catch (KernelFailure | NoAnswer e) {
            throw new IOException("no proxy answers; " + e.getMessage(), e);
        }
    }

    private static List<KernelPort> ports(KernelView kernel) throws KernelFailure, NoAnswer {
        Ruleset table = kernel.read();
        if (!table.present()) {
            throw new NoAnswer("no table inet kube-proxy in this network namespace");
        }
        return KernelPort.in(table);
    }

    /** Returns the lines about facts that an answer lacks. */
    static List<String> notes(Json answer) {
        List<String> notes = new ArrayList<>(answer.texts("notes"));
        if (!notes.isEmpty()) {
            notes.addFirst("");
        }
        return notes;
    }

    static String status() throws IOException {
        return answer(
                kernel -> {
                    Ruleset table = kernel.read();
                    ConntrackFill fill = ConntrackFill.read();
                    return object(
                            "synced",
                            null,
                            "table",
                            table.present() ? "inet kube-proxy exists" : "absent",
                            "services",
                            KernelPort.in(table).stream()
                                    .map(KernelAnswers::service)
                                    .distinct()
                                    .count(),
                            "generation",
                            kernel.generation(),
                            "conntrack",
                            fill == null
                                    ? null
                                    : object("entries", fill.entries(), "max", fill.max()));
                },
                "Unknown: syncs, watches, quarantined objects.");
    }

    static String services(String namespace) throws IOException {
        return answer(
                kernel -> {
                    Map<String, List<KernelPort>> byService = new LinkedHashMap<>();
                    for (KernelPort port : ports(kernel)) {
                        if (namespace.isEmpty() || port.service().startsWith(namespace + "/")) {
                            byService
                                    .computeIfAbsent(service(port), _ -> new ArrayList<>())
                                    .add(port);
                        }
                    }
                    List<Object> services = new ArrayList<>();
                    byService.forEach((name, ports) -> services.add(service(name, ports)));
                    return object("services", services);
                },
                "Unknown: types, policies, endpoints that are not used, and why.");
    }

    private static String service(KernelPort port) {
        return port.service().split(":", 2)[0];
    }

    private static Map<String, @Nullable Object> service(String name, List<KernelPort> ports) {
        String[] parts = name.split("/", 2);
        return object(
                "namespace", parts[0],
                "name", parts[parts.length - 1],
                "ports", ports.stream().map(KernelAnswers::port).toList());
    }

    private static Map<String, @Nullable Object> port(KernelPort port) {
        return object(
                "name", portName(port),
                "family", port.family().kubernetesName(),
                "protocol", port.key().protocol(),
                "port", port.key().port(),
                "addresses", List.of(ServicesAnswer.address(port.key())),
                "endpointsUsed", endpoints(port).size(),
                "endpointsReady", null,
                "endpoints", null,
                "affinityClients", null,
                "problems", problems(port));
    }

    /** Returns the only problem that the kernel's table shows. */
    private static List<?> problems(KernelPort port) {
        String reason = new PortProblem.NoEndpoints().reason();
        return endpoints(port).isEmpty()
                ? List.of(object("reason", reason, "message", "no endpoints"))
                : List.of();
    }

    private static String portName(KernelPort port) {
        String[] parts = port.service().split(":", 2);
        return parts.length == 2 ? parts[1] : "";
    }

    private static Set<Endpoint> endpoints(KernelPort port) {
        Set<Endpoint> endpoints = new LinkedHashSet<>(port.slots());
        endpoints.addAll(port.localSlots());
        return endpoints;
    }

    static String endpoints(String namespace, String name) throws IOException {
        return answer(
                kernel -> {
                    Map<String, Object> byPort = new LinkedHashMap<>();
                    for (KernelPort port : ports(kernel)) {
                        if (service(port).equals(namespace + "/" + name)) {
                            endpoints(port)
                                    .forEach(
                                            one ->
                                                    byPort.putIfAbsent(
                                                            portName(port) + " " + one,
                                                            endpoint(port, one)));
                        }
                    }
                    return object(
                            "namespace", namespace,
                            "name", name,
                            "endpoints", List.copyOf(byPort.values()));
                },
                "Unknown: nodes, zones, conditions, and endpoints that are not used.");
    }

    private static Map<String, @Nullable Object> endpoint(KernelPort port, Endpoint one) {
        int slot = port.slots().indexOf(one);
        int localSlot = port.localSlots().indexOf(one);
        return object(
                "port",
                portName(port),
                "family",
                port.family().kubernetesName(),
                "endpoint",
                one,
                "used",
                true,
                "slot",
                slot < 0 ? null : slot,
                "localSlot",
                localSlot < 0 ? null : localSlot,
                "unused",
                null);
    }

    static String explain(String to, String from, String inputInterface) throws IOException {
        return answer(
                kernel -> {
                    Set<IpAddress> local;
                    try (NetlinkAddresses addresses = NetlinkAddresses.open()) {
                        local = addresses.read();
                    }
                    return ExplainAnswer.of(
                            new Explainer(null, kernel, local).explain(to, from, inputInterface));
                },
                "Unknown: the Service, which senders are pods, endpoints that are not used.");
    }
}
