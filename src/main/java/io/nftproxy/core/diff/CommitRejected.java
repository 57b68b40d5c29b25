package io.nftproxy.core.diff;

import io.nftproxy.core.nft.Bytes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kernel rejected a transaction and changed nothing. */
public final class CommitRejected extends KernelFailure {
    private static final long serialVersionUID = 1;

    /**
     * EPERM, EINTR, EAGAIN, ENOMEM, ERESTART, ENOBUFS: independent of the transaction's content.
     */
    private static final Set<Integer> TRANSIENT = Set.of(1, 4, 11, 12, 85, 105);

    private final String reason;
    private final int errno;
    private final transient @Nullable Operation refused;
    private final transient @Nullable Bytes key;

    /**
     * @param operation the rejected operation, {@code add element inet kube-proxy endpoints4 (1204
     *     elements)}
     * @param errno the positive error number
     * @param errnoName its name, {@code EEXIST}
     * @param kernelText the extended ack's message; may be empty
     * @param refused the rejected operation; null if unknown
     * @param key the key of the rejected element; null if unknown or if the operation has no
     *     elements
     */
    public CommitRejected(
            String operation,
            int errno,
            String errnoName,
            String kernelText,
            @Nullable Operation refused,
            @Nullable Bytes key) {
        super(operation + ": " + reason(errnoName, kernelText));
        this.reason = reason(errnoName, kernelText);
        this.errno = errno;
        this.refused = refused;
        this.key = key;
    }

    private static String reason(String errnoName, String kernelText) {
        return errnoName + (kernelText.isEmpty() ? "" : " (" + kernelText + ")");
    }

    /**
     * Returns the kernel's error, {@code EEXIST}, without the operation. It is equal on all nodes,
     * so Events with it aggregate.
     */
    public String reason() {
        return reason;
    }

    /** Returns the rejected operation; null if unknown. */
    public @Nullable Operation refused() {
        return refused;
    }

    /**
     * Returns the key of the rejected element; null if unknown or if the operation has no elements.
     */
    public @Nullable Bytes key() {
        return key;
    }

    /**
     * Returns whether the kernel may accept the same transaction on a retry: it ran out of memory,
     * for example.
     */
    public boolean isTransient() {
        return TRANSIENT.contains(errno);
    }
}
