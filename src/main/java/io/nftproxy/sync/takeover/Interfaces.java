package io.nftproxy.sync.takeover;

import java.io.IOException;

/** The interfaces of a network namespace. */
@FunctionalInterface
public interface Interfaces {
    /**
     * Deletes one, and its addresses with it.
     *
     * @param name for example {@code kube-ipvs0}
     * @return false if there is none of this name
     * @throws IOException if the kernel refuses; says what was tried and the error
     */
    boolean delete(String name) throws IOException;
}
