package io.nftproxy.bench.measure;

/** A change of the rules that can be repeated. */
@FunctionalInterface
interface Change {
    /**
     * @param number counts from 0; each odd change undoes the one before it
     */
    void make(int number) throws Exception;
}
