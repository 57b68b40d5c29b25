package io.nftproxy.core.plan;

/**
 * The reasons why no new connection from this node reaches an endpoint. The last two concern the
 * connections of one client.
 */
public enum Unused {
    /** The endpoint is not ready. */
    NOT_READY("NotReady", "not ready"),
    /** The endpoint terminates, and others are ready. */
    TERMINATING("Terminating", "terminating, others are ready"),
    /** The endpoint terminates and does not serve any more. */
    NOT_SERVING("NotServing", "terminating and not serving"),
    /** A Local policy, and the endpoint runs on another node. */
    OTHER_NODE("OtherNode", "on another node, the policy is Local"),
    /** Topology hints by zone reserve the endpoint for other zones. */
    HINTS_FOR_OTHER_ZONES("HintsForOtherZones", "hints: for other zones"),
    /** Topology hints by node reserve the endpoint for other nodes. */
    HINTS_FOR_OTHER_NODES("HintsForOtherNodes", "hints: for other nodes"),
    /** The Service has no ClusterIP of the endpoint's family, or the node lacks the family. */
    OTHER_FAMILY("OtherFamily", "of a family that is not proxied"),
    /** The Service has no port with the name and protocol of the EndpointSlice's port. */
    UNKNOWN_PORT("UnknownPort", "no Service port has this name and protocol"),
    /** The Service port is not in the table. */
    NOT_PROGRAMMED("NotProgrammed", "the Service port is not programmed"),
    /** Other Services own all addresses of the Service port. */
    OWNED_BY_OTHER("OwnedByOther", "another Service has the addresses"),
    /** Session affinity keeps the client of this packet with another endpoint. */
    AFFINITY("Affinity", "the client stays with another endpoint"),
    /** The scheduler hashes the client of this packet to another endpoint. */
    HASHED_ELSEWHERE("HashedElsewhere", "the scheduler hashes the client to another endpoint");

    private final String reason;
    private final String message;

    Unused(String reason, String message) {
        this.reason = reason;
        this.message = message;
    }

    /** Returns the reason in one word, {@code NotReady}. */
    public String reason() {
        return reason;
    }

    /** Returns the reason in words. */
    public String message() {
        return message;
    }
}
