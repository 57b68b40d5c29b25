package io.nftproxy.core.diff;

/** The answer to a transaction was lost: it was applied or not, only a read can tell. */
public final class CommitUnknown extends KernelFailure {
    private static final long serialVersionUID = 1;

    public CommitUnknown(String message) {
        super(message);
    }
}
