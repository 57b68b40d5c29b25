package io.nftproxy.health;

import io.nftproxy.http.Backoff;
import io.nftproxy.http.BindReport;
import io.nftproxy.http.HttpPorts;
import io.nftproxy.http.HttpResponse;
import io.nftproxy.http.Listener;
import io.nftproxy.model.IpAddress;
import io.nftproxy.model.IpFamily;
import io.nftproxy.model.ObjectName;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The health check ports of Services with externalTrafficPolicy Local: opened, closed and answered
 * as the last update says. A port that cannot be bound is tried again until it can or is not wanted
 * any more.
 */
public final class ServiceHealthServers {
    private static final Logger log = LoggerFactory.getLogger(ServiceHealthServers.class);

    /** The reason of the Event on the Service when its port cannot be bound. */
    public static final String BIND_FAILED_REASON = "FailedToStartServiceHealthcheck";

    private static final Backoff RETRY = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    /** What is open for one Service; equal means that nothing needs to be opened or closed. */
    private record Opening(int port, BindPlan plan) {}

    private record Open(Opening opening, List<Listener> listeners) {}

    private final HttpPorts ports;
    private final String nodeName;
    private final BooleanSupplier proxyHealthy;
    private final WarningEvents events;
    private final Backoff retry;

    /** Written by the sync thread, read by those of requests. */
    private volatile Map<ObjectName, ServiceHealth> wanted = Map.of();

    /** Owned by the thread of the ports. */
    private final Map<ObjectName, Open> open = new LinkedHashMap<>();

    /**
     * @param proxyHealthy {@link ProxyHealth#isHealthy}: an unhealthy proxy has no local endpoints
     */
    public ServiceHealthServers(
            HttpPorts ports, String nodeName, BooleanSupplier proxyHealthy, WarningEvents events) {
        this(ports, nodeName, proxyHealthy, events, RETRY);
    }

    ServiceHealthServers(
            HttpPorts ports,
            String nodeName,
            BooleanSupplier proxyHealthy,
            WarningEvents events,
            Backoff retry) {
        this.ports = ports;
        this.nodeName = nodeName;
        this.proxyHealthy = proxyHealthy;
        this.events = events;
        this.retry = retry;
    }

    /**
     * Says what is to be served from now on. Returns at once; ports open and close soon after.
     *
     * @param services all Services with a health check port
     * @param addresses what nodePortAddresses comes to on this node; 0.0.0.0 and :: stand for all
     *     addresses of their family
     */
    public void update(Map<ObjectName, ServiceHealth> services, List<IpAddress> addresses) {
        Map<ObjectName, ServiceHealth> now = Map.copyOf(services);
        List<IpAddress> bindAddresses = List.copyOf(addresses);
        wanted = now;
        ports.execute(() -> openAndClose(now, bindAddresses));
    }

    private void openAndClose(Map<ObjectName, ServiceHealth> services, List<IpAddress> addresses) {
        Map<ObjectName, Opening> openings = new LinkedHashMap<>();
        services.forEach(
                (name, health) ->
                        openings.put(
                                name,
                                new Opening(
                                        health.port(),
                                        BindPlan.of(addresses, health.localEndpoints().keySet()))));
        // Closing comes first: a port may move from one Service to another.
        for (ObjectName name : List.copyOf(open.keySet())) {
            Open current = open.get(name);
            if (current != null && !current.opening().equals(openings.get(name))) {
                log.info("Closing health check port {} of {}", current.opening().port(), name);
                current.listeners().forEach(Listener::closeNow);
                open.remove(name);
            }
        }
        openings.forEach((name, opening) -> open.computeIfAbsent(name, n -> open(n, opening)));
    }

    private Open open(ObjectName service, Opening opening) {
        String what = "the health check of Service %s on node %s".formatted(service, nodeName);
        BindReport report =
                new BindReport(
                        what, message -> events.aboutService(service, BIND_FAILED_REASON, message));
        List<Listener> listeners = new ArrayList<>();
        for (IpAddress address : opening.plan().sockets()) {
            InetSocketAddress socket =
                    new InetSocketAddress(BindPlan.toInetAddress(address), opening.port());
            listeners.add(
                    ports.listen(
                            socket,
                            opening.plan()::serves,
                            request -> answer(service, BindPlan.familyOf(request.local())),
                            retry,
                            report));
        }
        return new Open(opening, listeners);
    }

    private HttpResponse answer(ObjectName service, IpFamily family) {
        ServiceHealth health = wanted.get(service);
        if (health == null) {
            return HttpResponse.text(503, "the Service is gone\n");
        }
        return health.response(service, family, proxyHealthy.getAsBoolean());
    }
}
