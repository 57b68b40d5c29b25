package io.nftproxy.kernel;

import io.nftproxy.diff.CommitReport;
import io.nftproxy.diff.ExpectedKeys;
import io.nftproxy.diff.KernelTable;
import io.nftproxy.diff.SetFill;
import io.nftproxy.diff.Transaction;
import io.nftproxy.netlink.nftables.EncodedBatch;
import io.nftproxy.netlink.nftables.TransactionEncoder;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.Ruleset;
import io.nftproxy.ruleset.SetSpec;
import io.nftproxy.ruleset.TableRef;
import java.util.List;
import java.util.Optional;

/** A table of no kernel: encodes every transaction as if to send it, and takes it for done. */
public final class UnheardTable implements KernelTable {
    private static final int GENERATION = 1;
    private static final int FIRST_SEQUENCE = 1;

    private final TableRef table;
    private final TransactionEncoder encoder = new TransactionEncoder();

    public UnheardTable(TableRef table) {
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
    public Optional<String> foreignChange() {
        return Optional.empty();
    }

    @Override
    public void onForeignChange(Runnable wake) {}
}
