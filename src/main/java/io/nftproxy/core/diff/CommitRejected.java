package io.nftproxy.core.diff;

import io.nftproxy.core.nft.Bytes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kernel refused a transaction and changed nothing. */
public final class CommitRejected extends KernelFailure {
    private static final long serialVersionUID = 1;

    /** EPERM, EINTR, EAGAIN, ENOMEM, ERESTART, ENOBUFS: not about what was asked for. */
    private static final Set<Integer> PASSING = Set.of(1, 4, 11, 12, 85, 105);

    private final String operation;
    private final String reason;
    private final int errno;
    private final transient @Nullable Operation refused;
    private final transient @Nullable Bytes key;

    /**
     * @param operation what was refused, {@code add element inet kube-proxy endpoints4 (1204
     *     elements)}
     * @param errno the positive error number
     * @param errnoName its name, {@code EEXIST}
     * @param kernelText the extended ack's message; may be empty
     */
    public CommitRejected(String operation, int errno, String errnoName, String kernelText) {
        this(operation, errno, errnoName, kernelText, null, null);
    }

    /**
     * @param refused the operation; null if it is not known
     * @param key of the element of it that was refused; null if that is not known, or there is none
     */
    public CommitRejected(
            String operation,
            int errno,
            String errnoName,
            String kernelText,
            @Nullable Operation refused,
            @Nullable Bytes key) {
        super(operation + ": " + reason(errnoName, kernelText));
        this.operation = operation;
        this.reason = reason(errnoName, kernelText);
        this.errno = errno;
        this.refused = refused;
        this.key = key;
    }

    private static String reason(String errnoName, String kernelText) {
        return errnoName + (kernelText.isEmpty() ? "" : " (" + kernelText + ")");
    }

    public String operation() {
        return operation;
    }

    /** What the kernel said, {@code EEXIST}: without the operation, which differs among nodes. */
    public String reason() {
        return reason;
    }

    public int errno() {
        return errno;
    }

    /** The operation that was refused; null if it is not known. */
    public @Nullable Operation refused() {
        return refused;
    }

    /** The key of the element that was refused; null if it is not about one, or not known. */
    public @Nullable Bytes key() {
        return key;
    }

    /** Whether the same transaction may well be accepted a moment later. */
    public boolean isTransient() {
        return PASSING.contains(errno);
    }
}
