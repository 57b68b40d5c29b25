package io.nftproxy.core.explain;

import io.nftproxy.core.diff.KernelFailure;
import io.nftproxy.core.diff.SetFill;
import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.trace.ElementLookup;
import java.util.List;
import java.util.function.Predicate;

/**
 * The port to a kernel that is only read, for commands and the control socket. It has sockets of
 * its own, so that it never delays a sync. Used by one thread.
 */
public interface KernelView extends AutoCloseable {
    /** Opens views; the caller closes each. */
    @FunctionalInterface
    interface Opener {
        KernelView open() throws KernelFailure;
    }

    /** Reads the whole table, without the elements of dynamic sets. */
    Ruleset read() throws KernelFailure;

    /** Reads the chains, rules and declarations of sets, without elements. */
    Ruleset readDeclarations() throws KernelFailure;

    /**
     * Returns the lookup of single elements.
     *
     * @return throws an {@link java.io.UncheckedIOException} if the kernel does not answer
     */
    ElementLookup elements();

    /**
     * Returns the element counts of dynamic sets, without reading elements; empty if the kernel
     * does not report them.
     */
    List<SetFill> fills() throws KernelFailure;

    /**
     * Returns conntrack flows of a family.
     *
     * @param max the number of flows to stop at
     */
    List<Flow> flows(IpFamily family, Predicate<Flow> wanted, int max) throws KernelFailure;

    /** Returns the generation of the network namespace's ruleset: the number of commits to it. */
    int generation() throws KernelFailure;

    @Override
    void close();
}
