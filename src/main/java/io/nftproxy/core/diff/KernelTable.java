package io.nftproxy.core.diff;

import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import java.util.List;
import java.util.Optional;

/** The port to one table in a kernel. Used by one thread. */
public interface KernelTable {

    /** Returns the family and name of the table, {@code inet kube-proxy}. */
    TableRef table();

    /**
     * Reads the whole table; returns {@link Ruleset#ABSENT} if it does not exist. Dynamic sets are
     * read without their elements. Used at start and for repair, never for a change: the cost grows
     * with the number of elements.
     *
     * @param expected predicts the keys of large maps. A large map is {@linkplain Ruleset#unread
     *     left unread} if the prediction is wrong, or if the kernel does not report element counts
     *     (6.18 does, 6.12 does not). The cost of reading a map grows with the square of its size
     *     if its keys cannot be predicted
     * @throws KernelFailure if the kernel does not answer
     */
    Ruleset read(ExpectedKeys expected) throws KernelFailure;

    /** Reads the whole table without a prediction of keys; leaves no map unread. */
    default Ruleset read() throws KernelFailure {
        return read(ExpectedKeys.NONE);
    }

    /**
     * Reads the unexpired elements of one set, for example the clients of an affinity map.
     *
     * @throws KernelFailure if the kernel does not answer
     */
    List<Element> readElements(SetSpec set) throws KernelFailure;

    /**
     * Returns the element counts of dynamic sets. Takes some hundred microseconds where the kernel
     * reports element counts (6.18 does, 6.12 does not); elsewhere the elements are dumped.
     *
     * @throws KernelFailure if the kernel does not answer
     */
    List<SetFill> fills() throws KernelFailure;

    /**
     * Applies all of a transaction or nothing. Commits of other processes in the same network
     * namespace do not disturb it, unless they changed this table.
     *
     * @throws CommitRejected if the kernel rejected it; nothing was changed
     * @throws CommitUnknown if the acknowledgement was lost: read the table before the next
     *     transaction
     * @throws TableChanged if another process changed this table since the last read or commit;
     *     nothing was changed
     */
    CommitReport commit(Transaction transaction) throws KernelFailure;

    /**
     * Returns the change that another process made to the table since the last {@link #read} or
     * {@link #commit}, or may have made; empty if there was none. Sends no request to the kernel.
     */
    Optional<ForeignChange> foreignChange();

    /**
     * Registers a callback, called on any thread when {@link #foreignChange} has a new change.
     *
     * @param wake must not block
     */
    void onForeignChange(Runnable wake);
}
