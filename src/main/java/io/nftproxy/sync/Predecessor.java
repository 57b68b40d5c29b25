package io.nftproxy.sync;

import io.nftproxy.diff.CommitRejected;
import io.nftproxy.diff.Operation;
import java.util.List;

/**
 * Whoever did our work on this node before us: what it left in the kernel goes in the transaction
 * that brings ours. Called on the writer thread.
 */
public interface Predecessor {
    /** There was nobody. */
    Predecessor NONE =
            new Predecessor() {
                @Override
                public List<Operation> leaving() {
                    return List.of();
                }

                @Override
                public void left() {}

                @Override
                public void refused(CommitRejected reason) {}
            };

    /**
     * What has to be committed for it to be gone, as the kernel is now; nothing if it is gone, or
     * cannot be seen.
     */
    List<Operation> leaving();

    /** What {@link #leaving} asked for last was done. */
    void left();

    /** What {@link #leaving} asked for last was not done. */
    void refused(CommitRejected reason);
}
