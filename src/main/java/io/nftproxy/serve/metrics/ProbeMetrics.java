package io.nftproxy.serve.metrics;

import io.nftproxy.serve.health.HealthStatus;
import io.nftproxy.serve.health.ProxyHealthPages.ProbeCounter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The metrics of answered probes, and their last results for {@code /metrics/slis}. */
public final class ProbeMetrics implements ProbeCounter {
    private record Check(String name, String type) {}

    private final Meters meters;
    private final Meters slis;
    private final Map<Check, Boolean> lastResults = new ConcurrentHashMap<>();

    ProbeMetrics(Meters meters, Meters slis) {
        this.meters = meters;
        this.slis = slis;
    }

    @Override
    public void healthz(int statusCode, HealthStatus status) {
        answered("healthz", statusCode);
        checked(new Check("sync", "healthz"), status.healthy());
        checked(new Check("node", "healthz"), status.nodeEligible());
    }

    @Override
    public void livez(int statusCode, HealthStatus status) {
        answered("livez", statusCode);
        checked(new Check("sync", "livez"), status.healthy());
    }

    /** Counts an answer of {@code /healthz} on the metrics port, which is always good. */
    void pinged() {
        checked(new Check("ping", "healthz"), true);
    }

    private void answered(String page, int statusCode) {
        String name = "kubeproxy_proxy_" + page + "_total";
        meters.counter(name, Integer.toString(statusCode)).increment();
    }

    private void checked(Check check, boolean good) {
        if (lastResults.put(check, good) == null) {
            slis.gauge(
                    "kubernetes_healthcheck",
                    () -> Boolean.TRUE.equals(lastResults.get(check)) ? 1 : 0,
                    check.name(),
                    check.type());
        }
        String status = good ? "success" : "error";
        slis.counter("kubernetes_healthchecks_total", check.name(), status, check.type())
                .increment();
    }
}
