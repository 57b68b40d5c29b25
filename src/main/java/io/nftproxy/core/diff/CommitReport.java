package io.nftproxy.core.diff;

/**
 * The cost of one commit.
 *
 * @param operations the number of operations, each element counted separately
 * @param bytes the size of the netlink batch
 * @param kernelNanos the time from the send to the kernel's acknowledgement
 */
public record CommitReport(int operations, int bytes, long kernelNanos) {
    /** An empty transaction, for which nothing is sent. */
    public static final CommitReport NOTHING = new CommitReport(0, 0, 0);

    /** Returns the cost of two commits. */
    public CommitReport plus(CommitReport other) {
        return new CommitReport(
                operations + other.operations,
                bytes + other.bytes,
                kernelNanos + other.kernelNanos);
    }
}
