package io.nftproxy.sync;

import io.nftproxy.core.model.IpFamily;

/** Receives the result of each conntrack cleanup, on the conntrack thread. */
@FunctionalInterface
public interface FlowCleaningListener {
    /** The flows of a family were read, and stale ones deleted. */
    void cleaned(IpFamily family, long durationNanos, int deletedFlows);
}
