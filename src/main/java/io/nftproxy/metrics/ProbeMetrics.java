package io.nftproxy.metrics;

import io.nftproxy.health.HealthStatus;
import io.nftproxy.health.ProxyHealthPages.ProbeCounter;

/** Counts answered probes, and keeps what they found for {@code /metrics/slis}. */
public final class ProbeMetrics implements ProbeCounter {
    private final Counter healthz;
    private final Counter livez;
    private final Gauge check;
    private final Counter checks;

    ProbeMetrics(MetricRegistry registry, MetricRegistry slis) {
        healthz =
                registry.counter(
                        "kubeproxy_proxy_healthz_total",
                        "[ALPHA] Answers to /healthz, by status code",
                        "code");
        livez =
                registry.counter(
                        "kubeproxy_proxy_livez_total",
                        "[ALPHA] Answers to /livez, by status code",
                        "code");
        check =
                slis.gauge(
                        "kubernetes_healthcheck",
                        "[STABLE] Result of a health check: 1 is good, 0 is bad",
                        "name",
                        "type");
        checks =
                slis.counter(
                        "kubernetes_healthchecks_total",
                        "[STABLE] Results of health checks so far",
                        "name",
                        "status",
                        "type");
    }

    @Override
    public void healthz(int statusCode, HealthStatus status) {
        healthz.add(1, Integer.toString(statusCode));
        checked("sync", "healthz", status.healthy());
        checked("node", "healthz", status.nodeEligible());
    }

    @Override
    public void livez(int statusCode, HealthStatus status) {
        livez.add(1, Integer.toString(statusCode));
        checked("sync", "livez", status.healthy());
    }

    /** {@code /healthz} of the metrics port was answered: the process can answer. */
    void pinged() {
        checked("ping", "healthz", true);
    }

    private void checked(String name, String type, boolean good) {
        check.set(good ? 1 : 0, name, type);
        checks.add(1, name, good ? "success" : "error", type);
    }
}
