package io.nftproxy.core.flows;

import io.nftproxy.core.model.IpFamily;
import java.io.IOException;
import java.util.function.Predicate;

/** The kernel's connection tracking table. Used by one thread. */
public interface FlowTable {
    /**
     * Deletes the UDP flows of a family that a test picks. Flows that end meanwhile count as
     * deleted; a dump that is interrupted is repeated.
     *
     * @param stale asked for every flow, and once more right before one is deleted: what it knows
     *     may have changed since
     * @return how many were deleted
     * @throws IOException if the table cannot be read or changed; says what was tried and the error
     */
    int deleteUdp(IpFamily family, Predicate<Flow> stale) throws IOException;

    /**
     * Deletes flows of any protocol, of a family and without a reply, that a test picks; otherwise
     * as {@link #deleteUdp}.
     */
    int deleteUnreplied(IpFamily family, Predicate<Flow> stale) throws IOException;

    /** A table without flows. */
    FlowTable EMPTY =
            new FlowTable() {
                @Override
                public int deleteUdp(IpFamily family, Predicate<Flow> stale) {
                    return 0;
                }

                @Override
                public int deleteUnreplied(IpFamily family, Predicate<Flow> stale) {
                    return 0;
                }
            };
}
