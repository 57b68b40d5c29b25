package io.nftproxy.serve.metrics;

import io.micrometer.core.instrument.Counter;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.sync.localhost.ListenerObserver;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The metrics of NodePorts on loopback addresses; only with their feature gate, as in kube-proxy.
 */
public final class LocalhostNodePortMetrics implements ListenerObserver {
    private static final String PREFIX = "kubeproxy_nftables_localhost_nodeport_";

    private final Meters meters;
    private final Map<IpFamily, AtomicInteger> listeners = new EnumMap<>(IpFamily.class);

    LocalhostNodePortMetrics(Meters meters, Set<IpFamily> families) {
        this.meters = meters;
        for (IpFamily family : families) {
            AtomicInteger count = new AtomicInteger();
            listeners.put(family, count);
            meters.gauge(PREFIX + "listeners", count::get, family.kubernetesName());
            failures(family);
        }
    }

    private Counter failures(IpFamily family) {
        return meters.counter(PREFIX + "listener_creation_failures_total", family.kubernetesName());
    }

    @Override
    public void listeners(IpFamily family, int count) {
        AtomicInteger gauge = listeners.get(family);
        if (gauge != null) {
            gauge.set(count);
        }
    }

    @Override
    public void failed(IpFamily family) {
        failures(family).increment();
    }
}
