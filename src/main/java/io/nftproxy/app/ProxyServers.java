package io.nftproxy.app;

import io.nftproxy.app.logging.ProcessLogging;
import io.nftproxy.config.ConfigFields;
import io.nftproxy.config.FeatureGate;
import io.nftproxy.config.GoBoolean;
import io.nftproxy.config.ListenAddress;
import io.nftproxy.config.ProxyConfig;
import io.nftproxy.config.ProxyConfigWriter;
import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.events.EventSink;
import io.nftproxy.serve.control.Proxy;
import io.nftproxy.serve.diagnostics.ComponentPages;
import io.nftproxy.serve.diagnostics.ProfilingPages;
import io.nftproxy.serve.health.ProxyHealth;
import io.nftproxy.serve.health.ProxyHealthPages;
import io.nftproxy.serve.http.HttpPort;
import io.nftproxy.serve.http.HttpPorts;
import io.nftproxy.serve.http.Routes;
import io.nftproxy.serve.metrics.MetricsPages;
import io.nftproxy.serve.metrics.ProxyMetrics;
import io.nftproxy.serve.page.WebPage;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The health server and the metrics server, as the configuration has them.
 *
 * @param events receives a warning about the Node when a port cannot be bound
 * @param control the proxy that the web page shows
 */
record ProxyServers(
        ProxyConfig config,
        Daemon.Identity identity,
        ProxyHealth health,
        ProxyMetrics metrics,
        EventSink events,
        Supplier<Proxy> control) {
    /**
     * Binds both ports.
     *
     * @throws IOException with {@code bindAddressHardFail}, if one cannot be bound
     */
    void start(HttpPorts ports) throws IOException {
        serve(
                "healthz",
                config.healthzBindAddress(),
                ProxyHealthPages.of(health, metrics.probes()),
                ProxyHealthPages.BIND_FAILED_REASON,
                ports);
        serve(
                "metrics",
                config.metricsBindAddress(),
                metricsPages(),
                MetricsPages.BIND_FAILED_REASON,
                ports);
    }

    private Routes metricsPages() {
        Routes pages = MetricsPages.of(metrics);
        ComponentPages component =
                new ComponentPages(
                        identity.version(),
                        ProxyConfig.RELEASE,
                        Instant.now(),
                        Clock.systemUTC(),
                        () -> ProxyConfigWriter.configz(config),
                        identity.flags());
        component.addConfigz(pages);
        if (config.featureGates().enabled(FeatureGate.COMPONENT_FLAGZ)) {
            component.addFlagz(pages);
        }
        if (config.featureGates().enabled(FeatureGate.COMPONENT_STATUSZ)) {
            component.addStatusz(pages);
        }
        if (config.get(ConfigFields.ENABLE_PROFILING)) {
            ProfilingPages.addTo(pages, ProcessLogging.ofProcess()::setVerbosity);
        }
        if (config.metricsBindAddress()
                .filter(at -> hasWebPage(at, identity.flags()))
                .isPresent()) {
            // Loads the classes of the page when the first request arrives.
            pages.addOthers(
                    exchange -> new WebPage(control.get(), Clock.systemUTC()).handle(exchange));
        }
        return pages;
    }

    /**
     * Returns whether the web page is served. The port has no authentication, so anywhere but on a
     * loopback address it must be asked for.
     */
    static boolean hasWebPage(ListenAddress listen, Map<String, String> flags) {
        return listen.address().isLoopback()
                || Boolean.TRUE.equals(GoBoolean.parse(flags.getOrDefault("web-page", "")));
    }

    private void serve(
            String purpose,
            Optional<ListenAddress> listen,
            Routes pages,
            String reason,
            HttpPorts ports)
            throws IOException {
        if (listen.isEmpty()) {
            return;
        }
        HttpPort port =
                HttpPort.of(
                        purpose,
                        listen.get().toSocketAddress(),
                        pages,
                        message -> warn(reason, message));
        if (config.get(ConfigFields.BIND_ADDRESS_HARD_FAIL)) {
            ports.openNow(port);
        } else {
            ports.open(port);
        }
    }

    private void warn(String reason, String message) {
        events.post(
                ClusterEvent.ofNode(
                        identity.nodeName(),
                        ClusterEvent.Type.WARNING,
                        reason,
                        ClusterEvent.START_KUBE_PROXY,
                        message));
    }
}
