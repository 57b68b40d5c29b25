package io.nftproxy.core.diff;

/** Somebody else changed our table: a transaction made from what it held before was not sent. */
public final class TableChanged extends KernelFailure {
    private static final long serialVersionUID = 1;

    public TableChanged(String message) {
        super(message);
    }
}
