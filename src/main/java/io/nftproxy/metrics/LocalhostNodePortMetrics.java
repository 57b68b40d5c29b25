package io.nftproxy.metrics;

import io.nftproxy.localhost.ListenerObserver;
import io.nftproxy.model.IpFamily;
import io.nftproxy.model.Protocol;
import java.util.Set;
import java.util.function.DoubleSupplier;

/** NodePorts on loopback addresses; there only with their feature gate, as in kube-proxy. */
public final class LocalhostNodePortMetrics implements ListenerObserver {
    private final Gauge listeners;
    private final Counter failures;
    private final Counter rejected;

    LocalhostNodePortMetrics(MetricRegistry registry, Set<IpFamily> families) {
        listeners =
                registry.gauge(
                        "kubeproxy_nftables_localhost_nodeport_listeners",
                        "[ALPHA] NodePorts that are served on loopback addresses",
                        "ip_family");
        failures =
                registry.counter(
                        "kubeproxy_nftables_localhost_nodeport_listener_creation_failures_total",
                        "[ALPHA] NodePorts that could not be served on a loopback address",
                        "ip_family");
        rejected =
                registry.counter(
                        "kubeproxy_nftables_localhost_nodeport_rejected_packets_total",
                        "[ALPHA] Packets to NodePorts on loopback addresses that were rejected",
                        "ip_family",
                        "protocol");
        for (IpFamily family : families) {
            listeners.set(0, family.kubernetesName());
            failures.add(0, family.kubernetesName());
        }
    }

    @Override
    public void listeners(IpFamily family, int count) {
        listeners.set(count, family.kubernetesName());
    }

    @Override
    public void failed(IpFamily family) {
        failures.add(1, family.kubernetesName());
    }

    /**
     * Reads a packet counter of the kernel at each scrape.
     *
     * @param packets called on the HTTP thread; NaN while there is no counter
     */
    public void rejected(IpFamily family, Protocol protocol, DoubleSupplier packets) {
        rejected.read(packets, family.kubernetesName(), protocol.nftName());
    }
}
