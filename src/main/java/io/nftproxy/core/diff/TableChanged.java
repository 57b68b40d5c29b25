package io.nftproxy.core.diff;

/**
 * Another process changed the table, so a transaction prepared for its earlier state was not sent.
 */
public final class TableChanged extends KernelFailure {
    private static final long serialVersionUID = 1;

    public TableChanged(String message) {
        super(message);
    }
}
