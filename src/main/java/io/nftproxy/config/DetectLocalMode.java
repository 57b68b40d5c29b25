package io.nftproxy.config;

/** How traffic from pods on this node is detected. */
public enum DetectLocalMode {
    /** Its source is in {@code clusterCIDR}. */
    CLUSTER_CIDR("ClusterCIDR"),
    /** Its source is in the node's own {@code spec.podCIDRs}. */
    NODE_CIDR("NodeCIDR"),
    /** It enters through {@code detectLocal.bridgeInterface}. */
    BRIDGE_INTERFACE("BridgeInterface"),
    /** It enters through an interface named {@code detectLocal.interfaceNamePrefix} and more. */
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
