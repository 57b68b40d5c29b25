package io.nftproxy.sync;

/** Told how many clients session affinity remembers, on the writer thread: must be quick. */
@FunctionalInterface
public interface AffinityListener {
    /**
     * They were counted.
     *
     * @param clients of all Services; one that uses several service ports counts for each
     * @param fullMaps maps that take no more
     */
    void counted(long clients, int fullMaps);
}
