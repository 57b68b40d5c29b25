package io.nftproxy.sync.localhost;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.plan.Frontend;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.plan.Route;
import io.nftproxy.core.plan.ServicePlan;
import io.nftproxy.sync.Commit;
import io.nftproxy.sync.CommitFollower;
import io.nftproxy.sync.localhost.Backend.Pool;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The TCP nodePorts on loopback addresses, kept in step with the committed plans.
 *
 * <p>A port is open while it has an endpoint. Connections continue when their endpoint leaves the
 * Service or the port is closed, like connections through the kernel.
 */
public final class LocalhostNodePorts implements CommitFollower, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalhostNodePorts.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final Set<IpAddress> addresses;
    private final ListenerObserver observer;
    private final Duration retry;
    private final PortListener.Connections connections = new PortListener.Connections();

    /** The ports of each Service. Owned by the sync thread. */
    private final Map<ObjectName, Map<Endpoint, Pool>> services = new HashMap<>();

    /** The ports to be served, by address. Guarded by this, like all fields below. */
    private final Map<Endpoint, Pool> wanted = new HashMap<>();

    private final Map<Endpoint, PortListener> open = new HashMap<>();
    private @Nullable Thread retrying;
    private boolean closed;

    /**
     * @param addresses 127.0.0.1, ::1 or both; if empty, no port is served
     */
    public LocalhostNodePorts(Set<IpAddress> addresses, ListenerObserver observer) {
        this(addresses, observer, RETRY);
    }

    LocalhostNodePorts(Set<IpAddress> addresses, ListenerObserver observer, Duration retry) {
        this.addresses = Set.copyOf(addresses);
        this.observer = observer;
        this.retry = retry;
    }

    @Override
    public void onCommitted(Commit commit) {
        if (addresses.isEmpty()) {
            return;
        }
        for (ServicePlan plan : commit.plans()) {
            Map<Endpoint, Pool> ports = ports(plan);
            if (ports.isEmpty()) {
                services.remove(plan.service());
            } else {
                services.put(plan.service(), ports);
            }
        }
        Map<Endpoint, Pool> all = new HashMap<>();
        services.values().forEach(all::putAll);
        follow(all);
    }

    private Map<Endpoint, Pool> ports(ServicePlan service) {
        Map<Endpoint, Pool> ports = new HashMap<>();
        for (PortPlan plan : service.ports()) {
            for (Frontend frontend : plan.frontends()) {
                List<Endpoint> pool =
                        frontend.route() == Route.LOCAL ? plan.local() : plan.cluster();
                if (frontend.key() instanceof NodePortKey(Protocol protocol, int port)
                        && protocol == Protocol.TCP
                        && frontend.route() != Route.REJECT
                        && !pool.isEmpty()) {
                    add(plan, port, pool, ports);
                }
            }
        }
        return ports;
    }

    private void add(PortPlan plan, int port, List<Endpoint> pool, Map<Endpoint, Pool> ports) {
        for (IpAddress address : addresses) {
            if (address.family() == plan.family()) {
                ports.put(
                        new Endpoint(address, port), new Pool(pool, plan.affinityTimeoutSeconds()));
            }
        }
    }

    private synchronized void follow(Map<Endpoint, Pool> all) {
        if (closed || all.equals(wanted)) {
            return;
        }
        wanted.clear();
        wanted.putAll(all);
        open.entrySet()
                .removeIf(
                        entry -> {
                            boolean gone = !wanted.containsKey(entry.getKey());
                            if (gone) {
                                entry.getValue().close();
                            }
                            return gone;
                        });
        open.forEach((port, listener) -> listener.backend().replace(poolOf(port)));
        openMissing(Level.WARN);
        report();
    }

    private Pool poolOf(Endpoint port) {
        return wanted.getOrDefault(port, new Pool(List.of(), 0));
    }

    /** Opens the ports that are not open; a port that cannot be bound is retried later. */
    private void openMissing(Level failureLevel) {
        boolean failed = false;
        for (Map.Entry<Endpoint, Pool> entry : wanted.entrySet()) {
            Endpoint port = entry.getKey();
            if (open.containsKey(port)) {
                continue;
            }
            try {
                open.put(port, PortListener.open(port, new Backend(entry.getValue()), connections));
            } catch (IOException e) {
                failed = true;
                observer.failed(port.address().family());
                LOG.atLevel(failureLevel)
                        .log(
                                "Cannot serve nodePort on {}: {}; retrying every {}s",
                                port,
                                e.getMessage(),
                                retry.toSeconds());
            }
        }
        if (failed && retrying == null) {
            retrying = Thread.ofVirtual().name("nodeport retry").start(this::retry);
        }
    }

    private void retry() {
        try {
            while (true) {
                Thread.sleep(retry);
                synchronized (this) {
                    if (closed || open.size() == wanted.size()) {
                        retrying = null;
                        return;
                    }
                    openMissing(Level.DEBUG);
                    report();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report() {
        for (IpFamily family : IpFamily.values()) {
            observer.listeners(
                    family,
                    (int)
                            open.keySet().stream()
                                    .filter(port -> port.address().family() == family)
                                    .count());
        }
    }

    /** Closes all ports and ends all connections. */
    @Override
    public synchronized void close() {
        closed = true;
        open.values().forEach(PortListener::close);
        open.clear();
        connections.close();
    }
}
