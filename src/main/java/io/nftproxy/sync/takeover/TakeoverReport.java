package io.nftproxy.sync.takeover;

import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.events.EventSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports on the removal of kube-proxy's leftovers, in the log and as Events on the Node. */
public record TakeoverReport(EventSink events, String nodeName) {
    private static final Logger LOG = LoggerFactory.getLogger(TakeoverReport.class);
    private static final String ACTION = "TakeOver";

    /**
     * Reports leftovers that were removed.
     *
     * @param objects {@code table ip nat (17 chains, 3 jumps)}
     */
    void removed(String objects) {
        String message = "Removed kube-proxy's leftovers: " + objects;
        LOG.info("{}", message);
        post(ClusterEvent.Type.NORMAL, "TookOverFromKubeProxy", message);
    }

    /** Reports leftovers that stay, or a removal that the operator has to act upon. */
    void problem(String message) {
        LOG.warn("{}", message);
        post(ClusterEvent.Type.WARNING, "KubeProxyLeftovers", message);
    }

    private void post(ClusterEvent.Type type, String reason, String message) {
        events.post(ClusterEvent.ofNode(nodeName, type, reason, ACTION, message));
    }
}
