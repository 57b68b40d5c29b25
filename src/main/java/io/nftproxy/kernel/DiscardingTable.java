package io.nftproxy.kernel;

import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.ExpectedKeys;
import io.nftproxy.core.diff.ForeignChange;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.nftables.EncodedBatch;
import io.nftproxy.kernel.netlink.nftables.TransactionEncoder;
import java.util.List;
import java.util.Optional;

/** A table without a kernel: it encodes and then discards every transaction. */
public final class DiscardingTable implements KernelTable {
    private static final int GENERATION = 1;
    private static final int FIRST_SEQUENCE = 1;

    private final TableRef table;
    private final TransactionEncoder encoder = new TransactionEncoder();

    public DiscardingTable(TableRef table) {
        this.table = table;
    }

    @Override
    public TableRef table() {
        return table;
    }

    @Override
    public Ruleset read(ExpectedKeys expected) {
        return Ruleset.ABSENT;
    }

    @Override
    public List<Element> readElements(SetSpec set) {
        return List.of();
    }

    @Override
    public CommitReport commit(Transaction transaction) {
        EncodedBatch batch = encoder.encode(transaction, GENERATION, FIRST_SEQUENCE);
        return new CommitReport(transaction.size(), batch.bytes().limit(), 0);
    }

    @Override
    public List<SetFill> fills() {
        return List.of();
    }

    @Override
    public Optional<ForeignChange> foreignChange() {
        return Optional.empty();
    }

    @Override
    public void onForeignChange(Runnable wake) {}
}
