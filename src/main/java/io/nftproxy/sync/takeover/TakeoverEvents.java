package io.nftproxy.sync.takeover;

import io.nftproxy.core.events.ClusterEvent;
import io.nftproxy.core.events.EventSink;

/** Tells of a take-over in Events about the Node. */
public record TakeoverEvents(EventSink events, String nodeName) {
    private static final String ACTION = "TakeOver";

    /** Kube-proxy's rules were replaced by ours. */
    void tookOver(String what) {
        post(
                ClusterEvent.Type.NORMAL,
                "TookOverFromKubeProxy",
                "Took over from kube-proxy: " + what);
    }

    /** Something of kube-proxy's could not be removed, or its removal asks for attention. */
    void attention(String message) {
        post(ClusterEvent.Type.WARNING, "KubeProxyLeftovers", message);
    }

    private void post(ClusterEvent.Type type, String reason, String message) {
        events.post(ClusterEvent.ofNode(nodeName, type, reason, ACTION, message));
    }
}
