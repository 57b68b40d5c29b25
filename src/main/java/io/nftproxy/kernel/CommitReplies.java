package io.nftproxy.kernel;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.CommitUnknown;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelUnavailable;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.TransactionText;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.NlmsgError;
import io.nftproxy.kernel.netlink.nftables.EncodedBatch;
import org.jspecify.annotations.Nullable;

/** The kernel's replies to the batch of one commit, and the failure that they stand for. */
record CommitReplies(TableRef table, EncodedBatch batch, BatchReplies replies) {
    /** Returns whether another process committed first ({@code ERESTART}): nothing was applied. */
    boolean isForOtherGeneration() {
        for (NlmsgError reply : replies.replies()) {
            if (reply.errno() == Errno.ERESTART && reply.sequence() == batch.firstSequence()) {
                return true;
            }
        }
        return false;
    }

    /** Throws a failure unless the kernel acknowledged the commit. */
    void check() throws KernelFailure {
        boolean acknowledged = false;
        for (NlmsgError reply : replies.replies()) {
            if (reply.errno() != 0 && batch.contains(reply.sequence())) {
                throw rejected(reply);
            }
            acknowledged |= reply.sequence() == batch.lastSequence();
        }
        if (!acknowledged || !replies.lost().isEmpty()) {
            throw new CommitUnknown(
                    "the reply to a transaction of %d bytes to %s was lost%s"
                            .formatted(
                                    batch.bytes().limit(),
                                    table,
                                    replies.lost().isEmpty() ? "" : ", " + replies.lost()));
        }
    }

    private KernelFailure rejected(NlmsgError error) {
        Operation operation = batch.operationOf(error.sequence());
        if (operation == null && error.errno() == Errno.EPERM) {
            return new KernelUnavailable(
                    "cannot commit to %s: EPERM (CAP_NET_ADMIN is required)".formatted(table));
        }
        Bytes key = operation == null ? null : batch.elementAt(error);
        String what =
                operation == null ? "commit of a transaction to " + table : text(operation, key);
        String errnoName = Errno.name(error.errno());
        return new CommitRejected(what, error.errno(), errnoName, error.text(), operation, key);
    }

    /** Returns the operation as text; of its elements only the rejected one, if it is known. */
    private static String text(Operation operation, @Nullable Bytes key) {
        if (key != null) {
            return TransactionText.of(operation, key);
        }
        return operation instanceof Operation.OnElements
                ? TransactionText.summary(operation)
                : TransactionText.of(operation);
    }
}
