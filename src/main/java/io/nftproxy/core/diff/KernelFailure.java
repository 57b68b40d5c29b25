package io.nftproxy.core.diff;

/** A failed request to the kernel. */
public abstract sealed class KernelFailure extends Exception
        permits CommitRejected, CommitUnknown, TableChanged, KernelUnavailable {
    private static final long serialVersionUID = 1;

    KernelFailure(String message) {
        super(message);
    }
}
