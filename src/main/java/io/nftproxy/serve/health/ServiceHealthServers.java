package io.nftproxy.serve.health;

import com.sun.net.httpserver.HttpExchange;
import io.nftproxy.config.json.JsonText;
import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.serve.http.HttpPort;
import io.nftproxy.serve.http.HttpPorts;
import io.nftproxy.serve.http.Listener;
import io.nftproxy.serve.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers of the health check ports of Services with externalTrafficPolicy Local. Each update
 * opens and closes ports. A port that cannot be bound is retried until it can be, or until an
 * update no longer has it.
 */
public final class ServiceHealthServers {
    private static final Logger log = LoggerFactory.getLogger(ServiceHealthServers.class);

    /** The reason of the Event on the Service when its port cannot be bound. */
    public static final String BIND_FAILED_REASON = "FailedToStartServiceHealthcheck";

    /** For load balancers that weigh nodes by their endpoints. */
    private static final String WEIGHT_HEADER = "X-Load-Balancing-Endpoint-Weight";

    /** The health of one Service, and the addresses that report it. */
    private record Served(ServiceHealth health, BindPlan plan) {}

    /** One port of one Service on one address. */
    private record Opening(ObjectName service, int port, IpAddress address) {}

    private final HttpPorts ports;
    private final String nodeName;
    private final BooleanSupplier proxyHealthy;
    private final EventSink events;

    /** Written by the sync thread, read by the threads of requests. */
    private volatile Map<ObjectName, Served> wanted = Map.of();

    /** Owned by the thread of the ports. */
    private final Map<Opening, Listener> open = new LinkedHashMap<>();

    /**
     * Creates it without any port.
     *
     * @param proxyHealthy {@link ProxyHealth#isHealthy}; while it is false every port answers 503
     * @param events receives a warning about the Service when its port cannot be bound
     */
    public ServiceHealthServers(
            HttpPorts ports, String nodeName, BooleanSupplier proxyHealthy, EventSink events) {
        this.ports = ports;
        this.nodeName = nodeName;
        this.proxyHealthy = proxyHealthy;
        this.events = events;
    }

    /**
     * Replaces everything that is served. Returns at once; ports open and close soon after.
     *
     * @param services all Services with a health check port
     * @param addresses the addresses that accept nodePorts; 0.0.0.0 and :: stand for all addresses
     *     of their family
     */
    public void update(Map<ObjectName, ServiceHealth> services, List<IpAddress> addresses) {
        Map<ObjectName, Served> now = new LinkedHashMap<>();
        Set<Opening> openings = new LinkedHashSet<>();
        services.forEach(
                (name, health) -> {
                    BindPlan plan = BindPlan.of(addresses, health.localEndpoints().keySet());
                    now.put(name, new Served(health, plan));
                    plan.sockets()
                            .forEach(at -> openings.add(new Opening(name, health.port(), at)));
                });
        wanted = Map.copyOf(now);
        ports.execute(() -> openAndClose(openings));
    }

    /** Ports that are in both updates stay open, with their connections. */
    private void openAndClose(Set<Opening> openings) {
        // Close first: a port may move from one Service to another.
        for (Opening opening : List.copyOf(open.keySet())) {
            if (!openings.contains(opening)) {
                close(opening);
            }
        }
        openings.forEach(opening -> open.computeIfAbsent(opening, this::open));
    }

    private void close(Opening opening) {
        Listener listener = open.remove(opening);
        if (listener != null) {
            listener.close();
        }
        log.info(
                "Closed health check port: Service {}: address={} port={}",
                opening.service(),
                opening.address(),
                opening.port());
    }

    private Listener open(Opening opening) {
        ObjectName service = opening.service();
        return ports.open(
                new HttpPort(
                        "health check of Service %s on node %s".formatted(service, nodeName),
                        new InetSocketAddress(
                                InetAddress.ofLiteral(opening.address().toString()),
                                opening.port()),
                        local -> serves(service, local),
                        exchange -> answer(exchange, service),
                        message -> warn(service, message)));
    }

    private void warn(ObjectName service, String message) {
        events.post(
                ClusterEvent.ofService(
                        service, "", BIND_FAILED_REASON, ClusterEvent.START_KUBE_PROXY, message));
    }

    private boolean serves(ObjectName service, InetAddress local) {
        Served served = wanted.get(service);
        return served != null && served.plan().serves(local);
    }

    private void answer(HttpExchange exchange, ObjectName service) throws IOException {
        Served served = wanted.get(service);
        if (served == null) {
            Response.text(exchange, 503, "Service " + service + " has no health check port\n");
            return;
        }
        IpFamily family = BindPlan.familyOf(exchange.getLocalAddress().getAddress());
        int count = served.health().localEndpoints().getOrDefault(family, 0);
        boolean healthy = proxyHealthy.getAsBoolean();
        exchange.getResponseHeaders().set(WEIGHT_HEADER, Integer.toString(count));
        int status = count > 0 && healthy ? 200 : 503;
        Response.json(exchange, status, json(service, count, healthy));
    }

    /** kube-proxy's layout, with tabs. */
    private static String json(ObjectName service, int count, boolean proxyHealthy) {
        return """
        {
        \t"service": {
        \t\t"namespace": %s,
        \t\t"name": %s
        \t},
        \t"localEndpoints": %d,
        \t"serviceProxyHealthy": %s
        }"""
                .formatted(
                        JsonText.of(service.namespace()),
                        JsonText.of(service.name()),
                        count,
                        proxyHealthy);
    }
}
