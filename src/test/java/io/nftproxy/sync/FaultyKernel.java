package io.nftproxy.sync;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.ExpectedKeys;
import io.nftproxy.core.diff.ForeignChange;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.diff.KernelUnavailable;
import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.diff.TransactionText;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.testing.FakeKernelTable;
import io.nftproxy.testing.SimulatedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A kernel in memory in which faults happen at random while the storm lasts: requests fail, replies
 * are lost, elements are rejected, the process is killed, and another process changes the table
 * between any two requests. Each request takes time.
 */
final class FaultyKernel implements KernelTable {
    private final FakeKernelTable kernel;
    private final SimulatedClock clock;
    private final Random random;
    private boolean storm = true;

    FaultyKernel(FakeKernelTable kernel, SimulatedClock clock, Random random) {
        this.kernel = kernel;
        this.clock = clock;
        this.random = random;
    }

    /** The end of the process in the middle of a request. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super(null, null, false, false);
        }
    }

    /** Ends the storm: no more faults. */
    void calm() {
        storm = false;
    }

    private boolean strikes(int oneIn) {
        return storm && random.nextInt(oneIn) == 0;
    }

    private void takeTime() {
        clock.pass(Duration.ofMillis(random.nextInt(storm ? 20 : 2)));
    }

    private void request(String what) throws KernelUnavailable {
        takeTime();
        if (strikes(30)) {
            throw new Killed();
        }
        if (strikes(15)) {
            change();
        }
        if (strikes(10)) {
            throw new KernelUnavailable("cannot " + what + ": ENOBUFS");
        }
    }

    @Override
    public CommitReport commit(Transaction transaction) throws KernelFailure {
        request("commit");
        if (strikes(10)) {
            throw new CommitRejected("commit of a transaction", 12, "ENOMEM", "", null, null);
        }
        if (strikes(10)) {
            rejectAnElement(transaction);
        }
        if (strikes(10)) {
            kernel.loseNextAnswer(random.nextBoolean());
        }
        CommitReport report = kernel.commit(transaction);
        takeTime();
        if (strikes(30)) {
            throw new Killed();
        }
        return report;
    }

    private void rejectAnElement(Transaction transaction) throws CommitRejected {
        List<Operation> operations = transaction.operations();
        Operation operation = operations.get(random.nextInt(operations.size()));
        if (operation instanceof Operation.AddElements add) {
            Bytes key = add.elements().get(random.nextInt(add.elements().size())).key();
            String text = TransactionText.of(operation, key);
            throw new CommitRejected(text, 22, "EINVAL", "", operation, key);
        }
    }

    /** Changes the table as another process; without effect if the kernel rejects the change. */
    void change() {
        Ruleset held = kernel.ruleset();
        try {
            if (!held.present()) {
                return;
            }
            if (random.nextInt(6) == 0) {
                kernel.makeDormantByOther();
                return;
            }
            List<Operation> changes = changes(held);
            Operation one = changes.get(random.nextInt(changes.size()));
            kernel.commitByOther(new Transaction(List.of(one)));
        } catch (CommitRejected e) {
            // Another process may try what the kernel rejects.
        }
    }

    private List<Operation> changes(Ruleset held) {
        TableRef table = kernel.table();
        List<Operation> changes = new ArrayList<>();
        changes.add(new Operation.DeleteTable(table));
        changes.add(new Operation.AddChain(table, Chain.of("theirs")));
        for (String chain : held.chains().keySet()) {
            changes.add(new Operation.FlushChain(table, chain));
        }
        for (SetSpec set : held.sets().values()) {
            List<Element> elements = held.elementsOf(set.name());
            changes.add(new Operation.FlushSet(table, set.name()));
            if (!elements.isEmpty() && !set.isDynamic()) {
                Element element = elements.get(random.nextInt(elements.size()));
                changes.add(new Operation.DeleteElements(table, set, List.of(element)));
            }
        }
        return changes;
    }

    @Override
    public Ruleset read(ExpectedKeys expected) throws KernelFailure {
        request("read");
        Ruleset read = kernel.read(expected);
        if (strikes(10)) {
            change();
        }
        return read;
    }

    @Override
    public List<Element> readElements(SetSpec set) throws KernelFailure {
        request("read elements");
        return kernel.readElements(set);
    }

    @Override
    public List<SetFill> fills() throws KernelFailure {
        request("count elements");
        return kernel.fills();
    }

    @Override
    public TableRef table() {
        return kernel.table();
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
