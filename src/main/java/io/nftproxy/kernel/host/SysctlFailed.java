package io.nftproxy.kernel.host;

/** Sysctls that could not be set. The message names them, the reason and the remedy. */
public final class SysctlFailed extends Exception {
    private static final long serialVersionUID = 1;

    SysctlFailed(String message) {
        super(message);
    }
}
