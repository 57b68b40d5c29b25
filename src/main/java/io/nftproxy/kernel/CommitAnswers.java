package io.nftproxy.kernel;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.CommitUnknown;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelUnavailable;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.TransactionText;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.ErrorAnswer;
import io.nftproxy.kernel.netlink.nftables.EncodedBatch;
import org.jspecify.annotations.Nullable;

/** What the kernel's answers to a batch mean for the transaction. */
record CommitAnswers(TableRef table, EncodedBatch batch, BatchAnswers answers) {
    /** Whether another process has committed since: nothing was done. */
    boolean isForOtherGeneration() {
        for (ErrorAnswer answer : answers.answers()) {
            if (answer.errno() == Errno.ERESTART && answer.sequence() == batch.firstSequence()) {
                return true;
            }
        }
        return false;
    }

    /** Throws what the answers say, unless the commit is acknowledged. */
    void check() throws KernelFailure {
        boolean acknowledged = false;
        for (ErrorAnswer answer : answers.answers()) {
            if (answer.errno() != 0 && batch.contains(answer.sequence())) {
                throw rejected(answer);
            }
            acknowledged |= answer.sequence() == batch.lastSequence();
        }
        if (!acknowledged || !answers.lost().isEmpty()) {
            throw new CommitUnknown(
                    "the answer to a transaction of %d bytes to %s was lost%s"
                            .formatted(
                                    batch.bytes().limit(),
                                    table,
                                    answers.lost().isEmpty() ? "" : ", " + answers.lost()));
        }
    }

    private KernelFailure rejected(ErrorAnswer error) {
        Operation operation = batch.operationOf(error.sequence());
        if (operation == null && error.errno() == Errno.EPERM) {
            return new KernelUnavailable(
                    "cannot commit to %s: EPERM (this needs CAP_NET_ADMIN)".formatted(table));
        }
        Bytes key = operation == null ? null : batch.elementAt(error);
        String what =
                operation == null ? "commit of a transaction to " + table : text(operation, key);
        String errnoName = Errno.name(error.errno());
        return new CommitRejected(what, error.errno(), errnoName, error.text(), operation, key);
    }

    /** The whole of it, but of many elements only the one it is about, where that is known. */
    private static String text(Operation operation, @Nullable Bytes key) {
        if (key != null) {
            return TransactionText.of(operation, key);
        }
        return switch (operation) {
            case Operation.AddElements _,
                    Operation.AddExpiringElements _,
                    Operation.DeleteElements _,
                    Operation.DestroyElements _ ->
                    TransactionText.summary(operation);
            default -> TransactionText.of(operation);
        };
    }
}
