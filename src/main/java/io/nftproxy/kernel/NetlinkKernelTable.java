package io.nftproxy.kernel;

import io.nftproxy.diff.CommitRejected;
import io.nftproxy.diff.CommitReport;
import io.nftproxy.diff.CommitUnknown;
import io.nftproxy.diff.ExpectedKeys;
import io.nftproxy.diff.KernelFailure;
import io.nftproxy.diff.KernelTable;
import io.nftproxy.diff.KernelUnavailable;
import io.nftproxy.diff.Operation;
import io.nftproxy.diff.SetFill;
import io.nftproxy.diff.TableChanged;
import io.nftproxy.diff.Transaction;
import io.nftproxy.diff.TransactionText;
import io.nftproxy.kernel.TableReader.Reading;
import io.nftproxy.kernel.TableReader.Sight;
import io.nftproxy.netlink.ErrorAnswer;
import io.nftproxy.netlink.nftables.EncodedBatch;
import io.nftproxy.netlink.nftables.Generation;
import io.nftproxy.netlink.nftables.OutlineForecast;
import io.nftproxy.netlink.nftables.TransactionEncoder;
import io.nftproxy.ruleset.Bytes;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.Ruleset;
import io.nftproxy.ruleset.SetSpec;
import io.nftproxy.ruleset.TableRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of the kernel's, over one netlink socket.
 *
 * <p>Every batch names the generation it is made for. If somebody else has committed since, the
 * kernel refuses it ({@code ERESTART}); then a look at our table's outline tells whether that
 * concerns us. What our own commits do to the outline is foretold, not read.
 */
public final class NetlinkKernelTable implements KernelTable, AutoCloseable {
    /** Each takes somebody else's commit between our look and our send. */
    private static final int MAX_RESTARTS = 100;

    /** Each takes an element that expires between a reading and a commit a moment later. */
    private static final int MAX_EXPIRIES = 10;

    private final NetlinkSocket socket;
    private final TableRef table;
    private final TableReader reader;
    private final ElementDestruction destruction;
    private final TransactionEncoder encoder = new TransactionEncoder();

    /** What we know the table to look like; null before the first look. */
    private @Nullable Sight known;

    /** Why the table may not be what the caller thinks; null if nothing speaks for that. */
    private @Nullable String disturbance;

    /** A table behind a socket, which it closes. */
    public NetlinkKernelTable(NetlinkSocket socket, TableRef table) {
        this(socket, table, null, ElementReader.USUALLY_DUMPED);
    }

    /**
     * A table behind a socket.
     *
     * @param canDestroy whether the kernel can delete elements that may be gone; null to ask it
     * @param dumpedElements of larger sets, {@link #read} asks for the keys it is told
     */
    NetlinkKernelTable(
            NetlinkSocket socket,
            TableRef table,
            @Nullable Boolean canDestroy,
            int dumpedElements) {
        this.socket = socket;
        this.table = table;
        this.reader = new TableReader(socket, table, dumpedElements);
        this.destruction = new ElementDestruction(socket, reader, canDestroy);
    }

    @Override
    public TableRef table() {
        return table;
    }

    @Override
    public Ruleset read(ExpectedKeys expected) throws KernelFailure {
        try {
            Reading reading = reader.read(expected);
            known = reading.sight();
            disturbance = null;
            return reading.ruleset();
        } catch (NetlinkException e) {
            throw unavailable("cannot read", e);
        }
    }

    @Override
    public List<Element> readElements(SetSpec set) throws KernelFailure {
        try {
            return reader.readElements(set);
        } catch (NetlinkException e) {
            throw unavailable("cannot read " + set.name() + " of", e);
        }
    }

    @Override
    public List<SetFill> fills() throws KernelFailure {
        try {
            return reader.fills();
        } catch (NetlinkException e) {
            throw unavailable("cannot count clients in", e);
        }
    }

    @Override
    public boolean changedByOthers() throws KernelFailure {
        try {
            Sight before = sight();
            if (disturbance == null && reader.generation() != before.generation()) {
                compare(before, reader.look());
            }
            return disturbance != null;
        } catch (NetlinkException e) {
            throw unavailable("cannot look at", e);
        }
    }

    @Override
    public CommitReport commit(Transaction transaction) throws KernelFailure {
        if (transaction.isEmpty()) {
            return CommitReport.NOTHING;
        }
        try {
            return destruction.canSend(transaction)
                    ? send(transaction)
                    : sendWithoutDestruction(transaction);
        } catch (NetlinkException e) {
            throw unavailable("cannot commit to", e);
        }
    }

    private CommitReport sendWithoutDestruction(Transaction transaction)
            throws KernelFailure, NetlinkException {
        for (int i = 1; ; i++) {
            Transaction deleting = destruction.asDeletions(transaction);
            if (deleting.isEmpty()) {
                return CommitReport.NOTHING;
            }
            try {
                return send(deleting);
            } catch (CommitRejected e) {
                if (e.errno() != Errno.ENOENT || i == MAX_EXPIRIES) {
                    throw e;
                }
            }
        }
    }

    private CommitReport send(Transaction transaction) throws KernelFailure, NetlinkException {
        try {
            return sendUndisturbed(transaction);
        } finally {
            encoder.forget();
        }
    }

    private CommitReport sendUndisturbed(Transaction transaction)
            throws KernelFailure, NetlinkException {
        Sight before = undisturbed();
        int first = socket.takeSequences(1);
        EncodedBatch batch = encoder.encode(transaction, before.generation(), first);
        socket.takeSequences(batch.lastSequence() + 1 - first);
        for (int i = 0; i < MAX_RESTARTS; i++) {
            long startNanos = System.nanoTime();
            BatchAnswers answers = socket.transact(batch.bytes());
            long kernelNanos = System.nanoTime() - startNanos;
            if (!isForOtherGeneration(batch, answers)) {
                check(batch, answers);
                applied(before, transaction);
                return new CommitReport(transaction.size(), batch.bytes().limit(), kernelNanos);
            }
            compare(before, reader.look());
            before = undisturbed();
            batch.expectGeneration(before.generation());
        }
        throw new KernelUnavailable(
                "cannot commit to %s: others commit without a pause".formatted(table));
    }

    private static boolean isForOtherGeneration(EncodedBatch batch, BatchAnswers answers) {
        for (ErrorAnswer answer : answers.answers()) {
            if (answer.errno() == Errno.ERESTART && answer.sequence() == batch.firstSequence()) {
                return true;
            }
        }
        return false;
    }

    private void check(EncodedBatch batch, BatchAnswers answers) throws KernelFailure {
        boolean acknowledged = false;
        for (ErrorAnswer answer : answers.answers()) {
            if (answer.errno() != 0 && batch.contains(answer.sequence())) {
                throw rejected(batch, answer);
            }
            acknowledged |= answer.sequence() == batch.lastSequence();
        }
        if (!acknowledged || !answers.lost().isEmpty()) {
            disturbance = "the answer to a transaction was lost";
            throw new CommitUnknown(
                    "the answer to a transaction of %d bytes to %s was lost%s"
                            .formatted(
                                    batch.bytes().limit(),
                                    table,
                                    answers.lost().isEmpty() ? "" : ", " + answers.lost()));
        }
    }

    private KernelFailure rejected(EncodedBatch batch, ErrorAnswer error) {
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

    /** A commit under the guard of a generation makes the next one, and nobody else's. */
    private void applied(Sight before, Transaction transaction) {
        Sight after =
                new Sight(
                        Generation.after(before.generation()),
                        OutlineForecast.after(before.outline(), table, transaction));
        known = after;
        if (!OutlineForecast.onlyElements(table, transaction)) {
            learnHandles(after);
        }
    }

    /** New rules have handles that only the kernel knows; without them the forecast has to do. */
    private void learnHandles(Sight forecast) {
        try {
            Sight now = reader.look();
            if (now.generation() == forecast.generation()) {
                known = now;
            } else {
                compare(forecast, now);
            }
        } catch (NetlinkException e) {
            known = forecast;
        }
    }

    private void compare(Sight expected, Sight found) {
        if (expected.outline().matches(found.outline())) {
            known = found;
        } else {
            disturbance = "somebody else changed " + table;
        }
    }

    private Sight undisturbed() throws KernelFailure, NetlinkException {
        if (disturbance != null) {
            throw new TableChanged(disturbance + ": it must be read first");
        }
        return sight();
    }

    private Sight sight() throws NetlinkException {
        if (known == null) {
            known = reader.look();
        }
        return known;
    }

    private KernelUnavailable unavailable(String what, NetlinkException cause) {
        return new KernelUnavailable("%s %s: %s".formatted(what, table, cause.getMessage()));
    }

    @Override
    public void close() {
        socket.close();
    }
}
