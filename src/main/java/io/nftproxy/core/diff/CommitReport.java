package io.nftproxy.core.diff;

/**
 * What one commit cost.
 *
 * @param operations elements counted one by one
 * @param bytes of the batch as sent
 * @param kernelNanos from the send to the kernel's answer
 */
public record CommitReport(int operations, int bytes, long kernelNanos) {
    /** Nothing was to be done, so nothing was sent. */
    public static final CommitReport NOTHING = new CommitReport(0, 0, 0);
}
