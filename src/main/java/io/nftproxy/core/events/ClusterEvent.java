package io.nftproxy.core.events;

import io.nftproxy.core.model.ObjectName;

/**
 * A Kubernetes Event about a Service or a Node.
 *
 * @param kind of the object it is about, {@code Service} or {@code Node}
 * @param namespace of that object; empty for a Node
 * @param uid of that object; may be empty
 * @param reason one word in CamelCase, for example {@code FailedToStartServiceHealthcheck}
 * @param action what was done or tried, in CamelCase, for example {@code StartKubeProxy}
 * @param message for operators; cut at 1,024 characters when posted
 */
public record ClusterEvent(
        String kind,
        String namespace,
        String name,
        String uid,
        Type type,
        String reason,
        String action,
        String message) {
    /** The action of Events about starting the proxy or its ports. */
    public static final String START_KUBE_PROXY = "StartKubeProxy";

    /** The action of Events about syncs. */
    public static final String SYNC_PROXY_RULES = "SyncProxyRules";

    /** {@code type} of an Event. */
    public enum Type {
        NORMAL("Normal"),
        WARNING("Warning");

        private final String kubernetesName;

        Type(String kubernetesName) {
            this.kubernetesName = kubernetesName;
        }

        /** Returns the value of the API field. */
        public String kubernetesName() {
            return kubernetesName;
        }
    }

    /**
     * Returns whether the Event is about this node. Events about Services are reported by every
     * node alike.
     */
    public boolean isAboutNode() {
        return kind.equals("Node");
    }

    /** Returns a warning about a Service. */
    public static ClusterEvent ofService(
            ObjectName service, String uid, String reason, String action, String message) {
        return new ClusterEvent(
                "Service",
                service.namespace(),
                service.name(),
                uid,
                Type.WARNING,
                reason,
                action,
                message);
    }

    /**
     * Returns an Event about a Node, with the Node's name as uid, as {@code kubectl describe node}
     * expects of node agents.
     */
    public static ClusterEvent ofNode(
            String name, Type type, String reason, String action, String message) {
        return new ClusterEvent("Node", "", name, name, type, reason, action, message);
    }
}
