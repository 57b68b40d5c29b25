package io.nftproxy.testing;

import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.ExpectedKeys;
import io.nftproxy.core.diff.ForeignChange;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import java.util.List;
import java.util.Optional;

/**
 * A kernel whose transactions a test changes or rejects.
 *
 * @param kernel receives the transactions that pass
 */
public record DisturbedKernel(KernelTable kernel, Disturbance disturbance) implements KernelTable {
    /** A change of transactions on their way to the kernel. */
    @FunctionalInterface
    public interface Disturbance {
        /** Returns the transaction to commit, or rejects it. */
        Transaction pass(Transaction transaction) throws KernelFailure;
    }

    @Override
    public CommitReport commit(Transaction transaction) throws KernelFailure {
        return kernel.commit(disturbance.pass(transaction));
    }

    @Override
    public TableRef table() {
        return kernel.table();
    }

    @Override
    public Ruleset read(ExpectedKeys expected) throws KernelFailure {
        return kernel.read(expected);
    }

    @Override
    public List<Element> readElements(SetSpec set) throws KernelFailure {
        return kernel.readElements(set);
    }

    @Override
    public List<SetFill> fills() throws KernelFailure {
        return kernel.fills();
    }

    @Override
    public Optional<ForeignChange> foreignChange() {
        return kernel.foreignChange();
    }

    @Override
    public void onForeignChange(Runnable wake) {
        kernel.onForeignChange(wake);
    }
}
