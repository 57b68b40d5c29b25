package io.nftproxy.diff;

/** The kernel refused a transaction and changed nothing. */
public final class CommitRejected extends KernelFailure {
    private static final long serialVersionUID = 1;

    private final String operation;
    private final int errno;

    /**
     * @param operation what was refused, {@code add element inet kube-proxy endpoints4 (1204
     *     elements)}
     * @param errno the positive error number
     * @param errnoName its name, {@code EEXIST}
     * @param kernelText the extended ack's message; may be empty
     */
    public CommitRejected(String operation, int errno, String errnoName, String kernelText) {
        super(operation + ": " + errnoName + (kernelText.isEmpty() ? "" : " (" + kernelText + ")"));
        this.operation = operation;
        this.errno = errno;
    }

    public String operation() {
        return operation;
    }

    public int errno() {
        return errno;
    }
}
