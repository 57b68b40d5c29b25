package io.nftproxy.takeover;

import io.nftproxy.diff.KernelFailure;
import io.nftproxy.ruleset.SharedTable;
import io.nftproxy.ruleset.TableRef;
import java.util.Set;

/** The nftables of a network namespace, whoever made them. Used by one thread. */
public interface ForeignTables {
    /**
     * The tables of the families {@code ip}, {@code ip6} and {@code inet}.
     *
     * @throws KernelFailure if the kernel cannot be asked
     */
    Set<TableRef> tables() throws KernelFailure;

    /**
     * One table as it is at one instant; without chains if there is none.
     *
     * @throws KernelFailure if the kernel cannot be asked
     */
    SharedTable read(TableRef table) throws KernelFailure;

    /**
     * Returns whether a set or map has elements; false if there is none of this name.
     *
     * @throws KernelFailure if the kernel cannot be asked
     */
    boolean hasElements(TableRef table, String set) throws KernelFailure;
}
