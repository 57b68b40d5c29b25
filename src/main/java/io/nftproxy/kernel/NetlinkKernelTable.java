package io.nftproxy.kernel;

import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.CommitUnknown;
import io.nftproxy.core.diff.ExpectedKeys;
import io.nftproxy.core.diff.ForeignChange;
import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.KernelTable;
import io.nftproxy.core.diff.KernelUnavailable;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.diff.TableChanged;
import io.nftproxy.core.diff.Transaction;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.TableReader.Reading;
import io.nftproxy.kernel.netlink.nftables.EncodedBatch;
import io.nftproxy.kernel.netlink.nftables.Generation;
import io.nftproxy.kernel.netlink.nftables.TransactionEncoder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One table in the kernel. One netlink socket reads and commits it; a second one receives the
 * kernel's notifications of changes that other processes make.
 *
 * <p>Every batch names the generation of the ruleset that it is made for. If another process has
 * committed since, the kernel rejects the batch ({@code ERESTART}). If the notifications show that
 * the other commit did not change this table, the same batch is sent again for the new generation.
 */
public final class NetlinkKernelTable implements KernelTable, AutoCloseable {
    /** Retries after another process commits between our read and our send. */
    private static final int MAX_RESTARTS = 100;

    /**
     * Operations above which a commit is sent while we do not listen: if there is a listener, the
     * kernel writes a notification for each operation, which takes as long as the operation.
     */
    private static final int MAX_NOTIFIED = 1000;

    private static final ForeignChange LOST =
            new ForeignChange("the reply to a transaction was lost", false);

    private static final ForeignChange UNKNOWN_COMMIT =
            new ForeignChange("a commit at the same time", false);

    private final NetlinkSocket socket;
    private final TableRef table;
    private final ForeignChanges others;
    private final Generations generations;
    private final TableReader reader;
    private final ElementDestruction destruction;
    private final TransactionEncoder encoder = new TransactionEncoder();

    /** The last generation at which the table is known to be as we left it; 0 if none is. */
    private int generation;

    /** The sign that the table may have changed since the last read; null if there is none. */
    private @Nullable ForeignChange possibleChange;

    /** Whether another process committed during a large commit, while we did not listen. */
    private boolean concurrentCommits;

    /**
     * Takes over the socket and the notifications, and closes both with this object.
     *
     * @param others notifications of the same table
     * @param canDestroy whether the kernel has {@code NFT_MSG_DESTROYSETELEM}; null to probe it
     * @param dumpedElements number of elements above which {@link #read} reads a set by its keys
     */
    NetlinkKernelTable(
            NetlinkSocket socket,
            TableRef table,
            ForeignChanges others,
            @Nullable Boolean canDestroy,
            int dumpedElements) {
        this.socket = socket;
        this.table = table;
        this.others = others;
        this.generations = new Generations(socket);
        this.reader = new TableReader(socket, table, others, dumpedElements);
        this.destruction = new ElementDestruction(socket, reader, canDestroy);
    }

    /**
     * Opens a table of the calling thread's network namespace.
     *
     * @throws NetlinkException if the kernel refuses a netlink socket
     */
    public static NetlinkKernelTable open(TableRef table) throws NetlinkException {
        NetlinkSocket socket = NetlinkSocket.open();
        TableNotifications others = TableNotifications.open(table, socket.port());
        return new NetlinkKernelTable(socket, table, others, null, ElementReader.MAX_DUMPED);
    }

    /** Opens a table whose {@link #onForeignChange} callback runs on the thread of a watch. */
    public static NetlinkKernelTable open(TableRef table, SocketWatch watch)
            throws NetlinkException {
        NetlinkKernelTable opened = open(table);
        watch.add(opened.others);
        return opened;
    }

    @Override
    public TableRef table() {
        return table;
    }

    @Override
    public Ruleset read(ExpectedKeys expected) throws KernelFailure {
        try {
            Reading reading = reader.read(expected);
            generation = reading.generation();
            possibleChange = null;
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
            throw unavailable("cannot count the elements of", e);
        }
    }

    @Override
    public Optional<ForeignChange> foreignChange() {
        ForeignChange seen = possibleChange();
        return LOST.equals(seen) ? Optional.empty() : Optional.ofNullable(seen);
    }

    @Override
    public void onForeignChange(Runnable wake) {
        others.onChange(wake);
    }

    @Override
    public CommitReport commit(Transaction transaction) throws KernelFailure {
        if (transaction.isEmpty()) {
            return CommitReport.NOTHING;
        }
        try {
            return destruction.canSend(transaction)
                    ? send(transaction)
                    : destruction.sendDeletions(transaction, this::send);
        } catch (NetlinkException e) {
            throw unavailable("cannot commit to", e);
        }
    }

    private CommitReport send(Transaction transaction) throws KernelFailure, NetlinkException {
        try {
            checkUnchanged();
            return transaction.size() > MAX_NOTIFIED && !concurrentCommits
                    ? sendUnnotified(transaction)
                    : sendNotified(transaction);
        } finally {
            encoder.forget();
        }
    }

    private CommitReport sendNotified(Transaction transaction)
            throws KernelFailure, NetlinkException {
        if (generation == 0) {
            settle();
        }
        EncodedBatch batch = encode(transaction);
        for (int i = 0; i < MAX_RESTARTS; i++) {
            CommitReport report = trySend(batch, transaction);
            if (report != null) {
                concurrentCommits = false;
                return report;
            }
            settle();
            batch.expectGeneration(generation);
        }
        throw new KernelUnavailable(
                "cannot commit to %s: other processes commit without a pause".formatted(table));
    }

    /** Commits without listening; a concurrent commit then counts as a change of this table. */
    private CommitReport sendUnnotified(Transaction transaction)
            throws KernelFailure, NetlinkException {
        settle();
        EncodedBatch batch = encode(transaction);
        others.pause();
        try {
            CommitReport report = trySend(batch, transaction);
            if (report == null) {
                concurrentCommits = true;
                possibleChange = UNKNOWN_COMMIT;
                throw new TableChanged(
                        "another process committed, perhaps to %s; reading it first"
                                .formatted(table));
            }
            return report;
        } finally {
            others.listen();
            if (possibleChange == null && generations.current() != generation) {
                concurrentCommits = true;
                possibleChange = UNKNOWN_COMMIT;
            }
        }
    }

    /** Adopts the current generation, unless a commit up to it changed this table. */
    private void settle() throws KernelFailure, NetlinkException {
        if (generation == 0) {
            others.listen();
        }
        generation = generations.settled();
        checkUnchanged();
    }

    private EncodedBatch encode(Transaction transaction) {
        int first = socket.takeSequences(1);
        EncodedBatch batch = encoder.encode(transaction, generation, first);
        socket.takeSequences(batch.lastSequence() + 1 - first);
        return batch;
    }

    /** Sends the batch; returns null if it is for another generation and was not applied. */
    private @Nullable CommitReport trySend(EncodedBatch batch, Transaction transaction)
            throws KernelFailure, NetlinkException {
        long startNanos = System.nanoTime();
        BatchReplies replies = socket.transact(batch.bytes());
        long kernelNanos = System.nanoTime() - startNanos;
        CommitReplies commit = new CommitReplies(table, batch, replies);
        if (commit.isForOtherGeneration()) {
            return null;
        }
        try {
            commit.check();
        } catch (CommitUnknown e) {
            possibleChange = LOST;
            throw e;
        }
        generation = Generation.after(generation);
        return new CommitReport(transaction.size(), batch.bytes().limit(), kernelNanos);
    }

    private @Nullable ForeignChange possibleChange() {
        if (possibleChange == null) {
            possibleChange = others.seen();
        }
        return possibleChange;
    }

    private void checkUnchanged() throws TableChanged {
        ForeignChange seen = possibleChange();
        if (seen != null) {
            throw new TableChanged(
                    "%s may have changed: %s; reading it first".formatted(table, seen.text()));
        }
    }

    private KernelUnavailable unavailable(String what, NetlinkException cause) {
        return new KernelUnavailable("%s %s: %s".formatted(what, table, cause.getMessage()));
    }

    @Override
    public void close() {
        others.close();
        socket.close();
    }
}
