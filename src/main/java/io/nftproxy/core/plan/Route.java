package io.nftproxy.core.plan;

/** Where new connections to a {@link Frontend} go. */
public enum Route {
    /** To the cluster pool, the source kept: a ClusterIP. */
    CLUSTER,
    /** To the cluster pool, masqueraded: external addresses under the Cluster policy. */
    EXTERNAL,
    /**
     * External addresses under the Local policy: from outside to the local pool (which may be
     * empty: dropped), from pods and the node itself to the cluster pool.
     */
    LOCAL,
    /** To the local pool only: a ClusterIP under the Local policy. */
    INTERNAL_LOCAL,
    /** A ClusterIP under the Local policy with endpoints on other nodes only. */
    DROP,
    /** No endpoint anywhere. */
    REJECT;

    /** Whether connections may be sent to the cluster pool. */
    public boolean usesClusterPool() {
        return this == CLUSTER || this == EXTERNAL || this == LOCAL;
    }

    /** Whether connections may be sent to the local pool. */
    public boolean usesLocalPool() {
        return this == LOCAL || this == INTERNAL_LOCAL;
    }
}
