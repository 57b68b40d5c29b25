package io.nftproxy.core.diff;

/** The kernel did not do what it was asked. */
public abstract sealed class KernelFailure extends Exception
        permits CommitRejected, CommitUnknown, TableChanged, KernelUnavailable {
    private static final long serialVersionUID = 1;

    KernelFailure(String message) {
        super(message);
    }
}
