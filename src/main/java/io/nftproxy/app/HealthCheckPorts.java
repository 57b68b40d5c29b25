package io.nftproxy.app;

import io.nftproxy.core.cluster.ClusterState;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.plan.NodePlan;
import io.nftproxy.core.plan.NodePortMatch;
import io.nftproxy.core.plan.NodeSettings;
import io.nftproxy.serve.health.ServiceHealth;
import io.nftproxy.serve.health.ServiceHealthServers;
import io.nftproxy.sync.Commit;
import io.nftproxy.sync.CommitFollower;
import io.nftproxy.sync.HealthChecks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Keeps the health check ports of Services open on the addresses that accept nodePorts. Owned by
 * the sync thread.
 */
final class HealthCheckPorts implements CommitFollower {
    private final HealthChecks checks;
    private final BiConsumer<Map<ObjectName, ServiceHealth>, List<IpAddress>> servers;
    private final NodeSettings nodeSettings;
    private final Supplier<? extends Collection<IpAddress>> localAddresses;
    private Map<ObjectName, HealthChecks.Check> wanted = Map.of();
    private Map<ObjectName, HealthChecks.Check> served = Map.of();
    private List<IpAddress> servedOn = List.of();

    /**
     * Creates it without any port.
     *
     * @param servers {@link ServiceHealthServers#update}
     */
    HealthCheckPorts(
            String nodeName,
            BiConsumer<Map<ObjectName, ServiceHealth>, List<IpAddress>> servers,
            NodeSettings nodeSettings,
            Supplier<? extends Collection<IpAddress>> localAddresses) {
        this.checks = new HealthChecks(nodeName, changed -> wanted = changed);
        this.servers = servers;
        this.nodeSettings = nodeSettings;
        this.localAddresses = localAddresses;
    }

    @Override
    public void onCommitted(Commit commit) {
        checks.onCommitted(commit);
        List<IpAddress> addresses = wanted.isEmpty() ? List.of() : addresses(commit.cluster());
        if (wanted.equals(served) && addresses.equals(servedOn)) {
            return;
        }
        served = wanted;
        servedOn = addresses;
        Map<ObjectName, ServiceHealth> services = new HashMap<>();
        wanted.forEach(
                (name, check) ->
                        services.put(
                                name, new ServiceHealth(check.port(), check.localEndpoints())));
        servers.accept(services, addresses);
    }

    /** Returns the addresses; 0.0.0.0 and :: stand for all of their family. */
    private List<IpAddress> addresses(ClusterState cluster) {
        NodePlan nodePlan = nodeSettings.plan(cluster.node(), localAddresses.get(), cluster);
        List<IpAddress> addresses = new ArrayList<>();
        for (IpFamily family : nodeSettings.families()) {
            switch (nodePlan.nodePorts().get(family)) {
                case NodePortMatch.AnyLocal() ->
                        addresses.add(IpAddress.of(family == IpFamily.IPV4 ? "0.0.0.0" : "::"));
                case NodePortMatch.Addresses(List<IpAddress> some) -> addresses.addAll(some);
                case null -> {}
            }
        }
        return addresses;
    }
}
