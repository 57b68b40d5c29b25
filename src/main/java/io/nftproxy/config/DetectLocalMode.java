package io.nftproxy.config;

/** The ways to detect traffic from pods on this node. */
public enum DetectLocalMode {
    /** By a source address in {@code clusterCIDR}. */
    CLUSTER_CIDR("ClusterCIDR"),
    /** By a source address in the node's own {@code spec.podCIDRs}. */
    NODE_CIDR("NodeCIDR"),
    /** By the input interface {@code detectLocal.bridgeInterface}. */
    BRIDGE_INTERFACE("BridgeInterface"),
    /** By an input interface whose name starts with {@code detectLocal.interfaceNamePrefix}. */
    INTERFACE_NAME_PREFIX("InterfaceNamePrefix");

    private final String text;

    DetectLocalMode(String text) {
        this.text = text;
    }

    /** Returns the text in a file. */
    public String text() {
        return text;
    }
}
