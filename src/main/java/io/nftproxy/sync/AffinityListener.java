package io.nftproxy.sync;

/** Receives the number of session affinity clients, on the sync thread. Must return quickly. */
@FunctionalInterface
public interface AffinityListener {
    /**
     * The clients were counted.
     *
     * @param clients of all Services; a client of several service ports counts for each
     * @param fullMaps maps that cannot take another client
     */
    void counted(long clients, int fullMaps);
}
