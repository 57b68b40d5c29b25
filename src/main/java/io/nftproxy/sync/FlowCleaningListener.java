package io.nftproxy.sync;

import io.nftproxy.core.model.IpFamily;

/** Told of each look through the flows, on the cleaning thread: must be quick and not throw. */
@FunctionalInterface
public interface FlowCleaningListener {
    /** The UDP flows of a family were looked through. */
    void cleaned(IpFamily family, long durationNanos, int deletedFlows);
}
