package io.nftproxy.core.diff;

/** The acknowledgement of a transaction was lost. Only a read shows whether it was applied. */
public final class CommitUnknown extends KernelFailure {
    private static final long serialVersionUID = 1;

    public CommitUnknown(String message) {
        super(message);
    }
}
