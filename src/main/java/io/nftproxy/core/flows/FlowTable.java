package io.nftproxy.core.flows;

import io.nftproxy.core.model.IpFamily;
import java.io.IOException;
import java.util.function.Predicate;

/** The port to the kernel's connection tracking table. Used by one thread. */
public interface FlowTable {
    /**
     * Deletes the UDP flows of a family that match. Flows that end meanwhile count as deleted; an
     * interrupted dump is repeated.
     *
     * @param stale tested on every flow, and again right before a flow is deleted, because the
     *     endpoints may have changed
     * @return the number of deleted flows
     * @throws IOException if the table cannot be read or changed; the message has the request and
     *     the error
     */
    int deleteUdp(IpFamily family, Predicate<Flow> stale) throws IOException;

    /**
     * Deletes the flows of a family, of any protocol and without a reply, that match; otherwise as
     * {@link #deleteUdp}.
     */
    int deleteUnreplied(IpFamily family, Predicate<Flow> stale) throws IOException;

    /** A table that is always empty. */
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
