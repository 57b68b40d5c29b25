package io.nftproxy.core.diff;

import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import java.util.List;
import java.util.Optional;

/** One table in a kernel. Used by one thread. */
public interface KernelTable {

    /** The table this is about, {@code inet kube-proxy}. */
    TableRef table();

    /**
     * Reads the whole table; {@link Ruleset#ABSENT} if there is none. Sets that packets fill are
     * read without their elements. This is for start and repair, never for a change: the cost grows
     * with the number of elements.
     *
     * @param expected of which sets the keys can be told. The cost of any other, of one that holds
     *     others than were told, and on kernels that do not count elements (6.18 does, 6.12 does
     *     not), grows with the square of its size
     * @throws KernelFailure if the kernel cannot be asked
     */
    Ruleset read(ExpectedKeys expected) throws KernelFailure;

    /** As above, where nothing is known of any set. */
    default Ruleset read() throws KernelFailure {
        return read(ExpectedKeys.NONE);
    }

    /**
     * Reads the live elements of one set, for example the clients of an affinity map.
     *
     * @throws KernelFailure if the kernel cannot be asked
     */
    List<Element> readElements(SetSpec set) throws KernelFailure;

    /**
     * Counts the elements of the sets that packets fill, without reading any: some hundred
     * microseconds.
     *
     * @return nothing where the kernel does not count (6.18 does, 6.12 does not)
     * @throws KernelFailure if the kernel cannot be asked
     */
    List<SetFill> fills() throws KernelFailure;

    /**
     * Applies a transaction: all of it or nothing. Commits of others in the same network namespace
     * do not disturb it, unless they changed this table.
     *
     * @throws CommitRejected nothing was changed
     * @throws CommitUnknown the answer was lost: read the table before the next transaction
     * @throws TableChanged nothing was changed, because somebody else changed this table since the
     *     last read or commit
     */
    CommitReport commit(Transaction transaction) throws KernelFailure;

    /**
     * What another process changed in the table since the last {@link #read} or {@link #commit}, in
     * words for the log; empty if nothing was changed. Asks nothing of the kernel.
     */
    Optional<String> foreignChange();

    /**
     * Calls back, on any thread, when {@link #foreignChange} has something to tell.
     *
     * @param wake must be quick
     */
    void onForeignChange(Runnable wake);
}
