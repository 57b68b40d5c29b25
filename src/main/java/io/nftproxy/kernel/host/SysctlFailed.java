package io.nftproxy.kernel.host;

/** A kernel setting could not be made. The message is for the operator: what, why, what to do. */
public final class SysctlFailed extends Exception {
    private static final long serialVersionUID = 1;

    SysctlFailed(String message) {
        super(message);
    }
}
