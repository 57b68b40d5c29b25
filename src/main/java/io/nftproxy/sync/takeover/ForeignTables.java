package io.nftproxy.sync.takeover;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.nft.ForeignTable;
import io.nftproxy.core.nft.TableRef;
import java.util.Set;

/** All nftables tables of a network namespace, read only. Used by one thread. */
public interface ForeignTables {
    /**
     * Lists the tables of the families {@code ip}, {@code ip6} and {@code inet}.
     *
     * @throws KernelFailure if the kernel cannot be asked
     */
    Set<TableRef> tables() throws KernelFailure;

    /**
     * Reads one table at one generation; a table that does not exist has no chains.
     *
     * @throws KernelFailure if the kernel cannot be asked
     */
    ForeignTable read(TableRef table) throws KernelFailure;

    /**
     * Returns whether a set or map has elements; false if there is none of this name.
     *
     * @throws KernelFailure if the kernel cannot be asked
     */
    boolean hasElements(TableRef table, String set) throws KernelFailure;
}
