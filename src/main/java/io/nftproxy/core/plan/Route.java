package io.nftproxy.core.plan;

/** The treatment of new connections to a {@link Frontend}. */
public enum Route {
    /** Sent to the cluster pool with the client's source address: a ClusterIP. */
    CLUSTER,
    /** Sent to the cluster pool and masqueraded: external addresses under the Cluster policy. */
    EXTERNAL,
    /**
     * External addresses under the Local policy: connections from outside go to the local pool and
     * are dropped if it is empty; connections from pods and from the node go to the cluster pool.
     */
    LOCAL,
    /** Sent to the local pool: a ClusterIP under the Local policy. */
    INTERNAL_LOCAL,
    /** Dropped: a ClusterIP under the Local policy with endpoints on other nodes only. */
    DROP,
    /** Rejected: no endpoint on any node. */
    REJECT;

    /** Returns whether connections may be sent to the cluster pool. */
    public boolean usesClusterPool() {
        return this == CLUSTER || this == EXTERNAL || this == LOCAL;
    }

    /** Returns whether connections may be sent to the local pool. */
    public boolean usesLocalPool() {
        return this == LOCAL || this == INTERNAL_LOCAL;
    }
}
