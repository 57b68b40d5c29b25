package io.nftproxy.kernel;

import io.nftproxy.core.diff.CommitRejected;
import io.nftproxy.core.diff.CommitReport;
import io.nftproxy.core.diff.CommitUnknown;
import io.nftproxy.core.diff.ExpectedKeys;
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
 * A table of the kernel's, over one netlink socket, and a second one on which the kernel notifies
 * of what other processes change in it.
 *
 * <p>Every batch names the generation it is made for. If another process has committed since, the
 * kernel refuses it ({@code ERESTART}). Then the notifications tell whether that commit concerns
 * us; if not, the same bytes are sent for the new generation.
 */
public final class NetlinkKernelTable implements KernelTable, AutoCloseable {
    /** Each takes another process' commit between our look and our send. */
    private static final int MAX_RESTARTS = 100;

    /** Each takes an element that expires between a reading and a commit a moment later. */
    private static final int MAX_EXPIRIES = 10;

    /**
     * Larger commits are made while we do not listen: for each operation of a commit the kernel
     * writes a notification, if there is any listener, and that takes as long as the operation.
     */
    private static final int MAX_NOTIFIED = 1000;

    private static final String LOST = "the answer to a transaction was lost";
    private static final String UNHEARD = "not known, it committed at the same time";

    private final NetlinkSocket socket;
    private final TableRef table;
    private final ForeignChanges others;
    private final TableReader reader;
    private final ElementDestruction destruction;
    private final TransactionEncoder encoder = new TransactionEncoder();

    /** The last one that is known not to have changed the table behind our back; 0 for none. */
    private int generation;

    /** Why the table may not be what the caller thinks; null if nothing speaks for that. */
    private @Nullable String disturbance;

    /** Whether others committed at the same time as a large commit that they were unheard in. */
    private boolean crowded;

    /**
     * A table behind a socket.
     *
     * @param others notifications of the same table; closed with this table
     * @param canDestroy whether the kernel can delete elements that may be gone; null to ask it
     * @param dumpedElements of larger sets, {@link #read} asks for the keys it is told
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
        this.reader = new TableReader(socket, table, others, dumpedElements);
        this.destruction = new ElementDestruction(socket, reader, canDestroy);
    }

    /**
     * Opens a table of the calling thread's network namespace.
     *
     * @throws NetlinkException if the kernel has no netlink socket for us
     */
    public static NetlinkKernelTable open(TableRef table) throws NetlinkException {
        NetlinkSocket socket = NetlinkSocket.open();
        TableNotifications others = TableNotifications.open(table, socket.port());
        return new NetlinkKernelTable(socket, table, others, null, ElementReader.USUALLY_DUMPED);
    }

    /** The same, which calls what {@link #onForeignChange} is given, on the thread of a watch. */
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
    public Optional<String> foreignChange() {
        String seen = disturbance();
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
            mustBeUndisturbed();
            return transaction.size() > MAX_NOTIFIED && !crowded
                    ? sendUnheard(transaction)
                    : sendHeard(transaction);
        } finally {
            encoder.forget();
        }
    }

    private CommitReport sendHeard(Transaction transaction) throws KernelFailure, NetlinkException {
        if (generation == 0) {
            settle();
        }
        EncodedBatch batch = encode(transaction);
        for (int i = 0; i < MAX_RESTARTS; i++) {
            CommitReport report = trySend(batch, transaction);
            if (report != null) {
                crowded = false;
                return report;
            }
            settle();
            batch.expectGeneration(generation);
        }
        throw new KernelUnavailable(
                "cannot commit to %s: others commit without a pause".formatted(table));
    }

    /** Whoever commits at the same time cannot be told from one who changes our table. */
    private CommitReport sendUnheard(Transaction transaction)
            throws KernelFailure, NetlinkException {
        settle();
        EncodedBatch batch = encode(transaction);
        others.pause();
        try {
            CommitReport report = trySend(batch, transaction);
            if (report == null) {
                crowded = true;
                disturbance = UNHEARD;
                throw new TableChanged(
                        "another process committed, perhaps to %s: it must be read first"
                                .formatted(table));
            }
            return report;
        } finally {
            others.listen();
            if (disturbance == null && reader.generation() != generation) {
                disturbance = UNHEARD;
            }
        }
    }

    /** Goes on from the present generation, if no commit up to it changed our table. */
    private void settle() throws KernelFailure, NetlinkException {
        if (generation == 0) {
            others.listen();
        }
        generation = reader.settledGeneration();
        mustBeUndisturbed();
    }

    private EncodedBatch encode(Transaction transaction) {
        int first = socket.takeSequences(1);
        EncodedBatch batch = encoder.encode(transaction, generation, first);
        socket.takeSequences(batch.lastSequence() + 1 - first);
        return batch;
    }

    /** Null if the batch is for another generation; it was not done then. */
    private @Nullable CommitReport trySend(EncodedBatch batch, Transaction transaction)
            throws KernelFailure, NetlinkException {
        long startNanos = System.nanoTime();
        BatchAnswers answers = socket.transact(batch.bytes());
        long kernelNanos = System.nanoTime() - startNanos;
        CommitAnswers commit = new CommitAnswers(table, batch, answers);
        if (commit.isForOtherGeneration()) {
            return null;
        }
        try {
            commit.check();
        } catch (CommitUnknown e) {
            disturbance = LOST;
            throw e;
        }
        generation = Generation.after(generation);
        return new CommitReport(transaction.size(), batch.bytes().limit(), kernelNanos);
    }

    private @Nullable String disturbance() {
        if (disturbance == null) {
            disturbance = others.seen();
        }
        return disturbance;
    }

    private void mustBeUndisturbed() throws TableChanged {
        String seen = disturbance();
        if (seen != null) {
            throw new TableChanged(
                    "%s may have changed: %s; it must be read first".formatted(table, seen));
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
