package io.nftproxy.serve.metrics;

import io.micrometer.core.instrument.Counter;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.sync.localhost.ListenerObserver;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The metrics of NodePorts on loopback addresses; only with their feature gate, as in kube-proxy.
 */
public final class LocalhostNodePortMetrics implements ListenerObserver {
    private static final String PREFIX = "kubeproxy_nftables_localhost_nodeport_";

    private final Meters meters;
    private final Map<IpFamily, Integer> listeners = new ConcurrentHashMap<>();

    LocalhostNodePortMetrics(Meters meters, Set<IpFamily> families) {
        this.meters = meters;
        for (IpFamily family : families) {
            meters.gauge(
                    PREFIX + "listeners",
                    () -> listeners.getOrDefault(family, 0),
                    family.kubernetesName());
            failures(family);
        }
    }

    private Counter failures(IpFamily family) {
        return meters.counter(PREFIX + "listener_creation_failures_total", family.kubernetesName());
    }

    @Override
    public void listeners(IpFamily family, int count) {
        listeners.put(family, count);
    }

    @Override
    public void failed(IpFamily family) {
        failures(family).increment();
    }
}
