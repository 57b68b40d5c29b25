package io.nftproxy.testing;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.CommitUnknown;
import io.nftproxy.core.diff.ExpectedKeys;
import io.nftproxy.core.diff.ForeignChange;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.diff.KernelUnavailable;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.diff.TableChanged;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.diff.TransactionText;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kernel in memory that rejects what the real one rejects: references to missing objects, keys
 * that exist with another value, the deletion of missing or used objects, full sets, and rules that
 * read unwritten registers. A transaction changes a copy, which replaces the tables if all
 * operations were accepted.
 */
public final class FakeKernelTable implements KernelTable {
    private static final ForeignChange CHANGED = new ForeignChange("all of it", true);

    private final TableRef table;
    private final List<Transaction> committed = new ArrayList<>();
    private Map<TableRef, FakeTable> tables = new HashMap<>();
    private @Nullable KernelFailure nextAnswer;
    private boolean nextIsLost;
    private boolean nextIsApplied;
    private boolean unknown;
    private volatile @Nullable ForeignChange foreignChange;
    private volatile Runnable wake = () -> {};
    private int reads;
    private final List<String> elementReads = new ArrayList<>();

    /** A kernel without any table. */
    public FakeKernelTable(TableRef table) {
        this.table = table;
    }

    @Override
    public TableRef table() {
        return table;
    }

    @Override
    public Ruleset read(ExpectedKeys expected) {
        reads++;
        foreignChange = null;
        unknown = false;
        return ruleset();
    }

    /** Returns the table without counting a read. */
    public Ruleset ruleset() {
        FakeTable held = tables.get(table);
        return held == null ? Ruleset.ABSENT : held.toRuleset();
    }

    @Override
    public List<Element> readElements(SetSpec set) throws KernelFailure {
        elementReads.add(set.name());
        FakeTable held = tables.get(table);
        FakeSet contents = held == null ? null : held.set(set.name());
        if (contents == null) {
            throw new KernelUnavailable("cannot read " + set.name() + ": ENOENT");
        }
        return contents.elements();
    }

    @Override
    public List<SetFill> fills() {
        List<SetFill> fills = new ArrayList<>();
        Ruleset held = ruleset();
        for (SetSpec set : held.sets().values()) {
            if (set.flags().contains(SetSpec.Flag.DYNAMIC)) {
                int elements = held.elementsOf(set.name()).size();
                fills.add(new SetFill(set.name(), elements, set.sizeHint()));
            }
        }
        return fills;
    }

    @Override
    public CommitReport commit(Transaction transaction) throws KernelFailure {
        if (transaction.isEmpty()) {
            return CommitReport.NOTHING;
        }
        if (foreignChange != null || unknown) {
            throw new TableChanged("another process changed " + table + ": it must be read first");
        }
        KernelFailure answer = nextAnswer;
        nextAnswer = null;
        if (answer != null) {
            throw answer;
        }
        if (nextIsLost) {
            nextIsLost = false;
            unknown = true;
            if (nextIsApplied) {
                apply(transaction);
            }
            throw new CommitUnknown("the answer to a transaction was lost");
        }
        apply(transaction);
        committed.add(transaction);
        return new CommitReport(transaction.size(), 0, 0);
    }

    @Override
    public Optional<ForeignChange> foreignChange() {
        return Optional.ofNullable(foreignChange);
    }

    @Override
    public void onForeignChange(Runnable wake) {
        this.wake = wake;
    }

    private void apply(Transaction transaction) throws CommitRejected {
        Map<TableRef, FakeTable> staged = new HashMap<>();
        tables.forEach((name, held) -> staged.put(name, held.copy()));
        for (Operation operation : transaction.operations()) {
            try {
                apply(operation, staged);
            } catch (Refusal refusal) {
                throw rejected(TransactionText.summary(operation), refusal, operation);
            }
        }
        try {
            for (FakeTable changed : staged.values()) {
                changed.checkWhole();
            }
        } catch (Refusal refusal) {
            throw rejected("commit of a transaction to " + table, refusal, null);
        }
        tables = staged;
    }

    private static CommitRejected rejected(
            String what, Refusal refusal, @Nullable Operation operation) {
        String why = refusal.getMessage() == null ? "" : refusal.getMessage();
        return new CommitRejected(
                what, refusal.errno().number(), refusal.errno().name(), why, operation, null);
    }

    private static void apply(Operation operation, Map<TableRef, FakeTable> staged) throws Refusal {
        TableRef name = operation.table();
        if (operation instanceof Operation.AddTable) {
            staged.computeIfAbsent(name, _ -> new FakeTable()).setDormant(false);
            return;
        }
        FakeTable held = staged.get(name);
        if (held == null) {
            throw new Refusal(Refusal.ENOENT, "no table " + name);
        }
        if (operation instanceof Operation.DeleteTable) {
            staged.remove(name);
        } else {
            held.apply(operation);
        }
    }

    /** Commits a transaction of another process, in this table or another. */
    public void commitByOther(Transaction transaction) throws CommitRejected {
        apply(transaction);
        if (transaction.operations().stream()
                .anyMatch(operation -> operation.table().equals(table))) {
            foreignChange = CHANGED;
        }
        wake.run();
    }

    /** Makes the table dormant, as another process. */
    public void makeDormantByOther() {
        Objects.requireNonNull(tables.get(table)).setDormant(true);
        reportForeignChange(CHANGED);
    }

    /** Reports a change that another process made, or may have made. */
    public void reportForeignChange(ForeignChange change) {
        foreignChange = change;
        wake.run();
    }

    /** Adds or removes an element as a packet or a timeout does, without a report. */
    public void changeByPacket(Operation operation) throws CommitRejected {
        apply(new Transaction(List.of(operation)));
    }

    /** Makes the next commit fail. */
    public void failNext(KernelFailure failure) {
        nextAnswer = failure;
    }

    /** Makes the kernel reject the next commit. */
    public void rejectNext(int errno, String errnoName) {
        failNext(
                new CommitRejected(
                        "commit of a transaction to " + table, errno, errnoName, "", null, null));
    }

    /** Loses the acknowledgement of the next commit, which is applied or not. */
    public void loseNextAnswer(boolean applied) {
        nextIsLost = true;
        nextIsApplied = applied;
    }

    /** Returns the successful transactions, in order. */
    public List<Transaction> committed() {
        return List.copyOf(committed);
    }

    /** Returns the number of operations of all commits. Each element counts as one. */
    public int operations() {
        return committed.stream().mapToInt(Transaction::size).sum();
    }

    /** Returns the sets whose elements were read alone since the last call, in order. */
    public List<String> takeElementReads() {
        List<String> taken = List.copyOf(elementReads);
        elementReads.clear();
        return taken;
    }

    /** Returns the number of reads of the whole table. */
    public int reads() {
        return reads;
    }

    /** Returns whether the table exists. */
    public boolean has(TableRef name) {
        return tables.containsKey(name);
    }
}
