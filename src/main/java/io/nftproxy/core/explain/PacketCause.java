package io.nftproxy.core.explain;

/** The reasons why a packet does not reach an endpoint. */
public enum PacketCause {
    NO_ENDPOINTS("NoEndpoints", "the Service has no usable endpoint on any node"),
    NO_LOCAL_ENDPOINTS(
            "NoLocalEndpoints", "the traffic policy is Local, and no endpoint runs on this node"),
    SOURCE_RANGES("SourceRanges", "loadBalancerSourceRanges do not contain the sender"),
    UNKNOWN_PORT("UnknownPort", "a Service has this address, but not this port"),
    UNALLOCATED_ADDRESS(
            "UnallocatedAddress", "the address is in a ServiceCIDR, and no Service has it"),
    NODE_PORT_CLOSED("NodePortClosed", "NodePorts are not served on this address"),
    NOT_PROGRAMMED("NotProgrammed", "the table does not have the Service port yet"),
    NOT_A_SERVICE("NotAService", "no Service has this address and port"),
    TABLE_ABSENT("TableAbsent", "the kernel has no active table inet kube-proxy"),
    OTHER("Other", "see the last rule of the path");

    private final String reason;
    private final String message;

    PacketCause(String reason, String message) {
        this.reason = reason;
        this.message = message;
    }

    /** Returns the reason in one word, {@code NoEndpoints}. */
    public String reason() {
        return reason;
    }

    public String message() {
        return message;
    }
}
