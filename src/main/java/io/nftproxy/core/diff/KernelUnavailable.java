package io.nftproxy.core.diff;

/** The kernel did not answer: no permission, no nf_tables, or a broken socket. */
public final class KernelUnavailable extends KernelFailure {
    private static final long serialVersionUID = 1;

    public KernelUnavailable(String message) {
        super(message);
    }
}
