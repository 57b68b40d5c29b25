package io.nftproxy.serve.health;

import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.pacing.Backoff;
import io.nftproxy.serve.http.BindReport;
import io.nftproxy.serve.http.HttpPorts;
import io.nftproxy.serve.http.HttpResponse;
import io.nftproxy.serve.http.Listener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** What is to be answered, and on which addresses. */
    private record Served(ServiceHealth health, BindPlan plan) {}

    /** One port of one Service on one address. */
    private record Opening(ObjectName service, int port, IpAddress address) {}

    private final HttpPorts ports;
    private final String nodeName;
    private final BooleanSupplier proxyHealthy;
    private final WarningEvents events;
    private final Backoff retry;

    /** Written by the sync thread, read by those of requests. */
    private volatile Map<ObjectName, Served> wanted = Map.of();

    /** Owned by the thread of the ports. */
    private final Map<Opening, Listener> open = new LinkedHashMap<>();

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

    /** What stays wanted stays open: a change of one address disturbs nobody on another. */
    private void openAndClose(Set<Opening> openings) {
        // Closing comes first: a port may move from one Service to another.
        for (Opening opening : List.copyOf(open.keySet())) {
            if (!openings.contains(opening)) {
                close(opening);
            }
        }
        openings.forEach(opening -> open.computeIfAbsent(opening, this::open));
    }

    private void close(Opening opening) {
        log.info(
                "Closing health check port {} of Service {} on {}",
                opening.port(),
                opening.service(),
                opening.address());
        Listener listener = open.remove(opening);
        if (listener != null) {
            listener.closeNow();
        }
    }

    private Listener open(Opening opening) {
        ObjectName service = opening.service();
        String what = "the health check of Service %s on node %s".formatted(service, nodeName);
        BindReport report =
                new BindReport(
                        what, message -> events.aboutService(service, BIND_FAILED_REASON, message));
        return ports.listen(
                new InetSocketAddress(BindPlan.toInetAddress(opening.address()), opening.port()),
                local -> serves(service, local),
                request -> answer(service, BindPlan.familyOf(request.local())),
                retry,
                report);
    }

    private boolean serves(ObjectName service, InetAddress local) {
        Served served = wanted.get(service);
        return served != null && served.plan().serves(local);
    }

    private HttpResponse answer(ObjectName service, IpFamily family) {
        Served served = wanted.get(service);
        if (served == null) {
            return HttpResponse.text(503, "the Service is gone\n");
        }
        return served.health().response(service, family, proxyHealthy.getAsBoolean());
    }
}
