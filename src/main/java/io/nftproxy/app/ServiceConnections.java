package io.nftproxy.app;

import io.nftproxy.kernel.NetlinkException;
import io.nftproxy.kernel.NewFlows;
import io.nftproxy.serve.metrics.ServiceMetrics;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The new connections that the metrics of Services count. */
final class ServiceConnections {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceConnections.class);

    private ServiceConnections() {}

    /**
     * Subscribes to them in the calling thread's network namespace. Services work without these
     * metrics, so a failure is logged only.
     *
     * @param metrics null without {@code --service-metrics}
     * @return null if nothing was opened
     */
    static @Nullable NewFlows open(@Nullable ServiceMetrics metrics) {
        if (metrics == null) {
            return null;
        }
        try {
            return NewFlows.open(metrics::connected, metrics::lost);
        } catch (NetlinkException e) {
            LOG.warn("Metrics of Services not available: {}", e.getMessage());
            return null;
        }
    }
}
