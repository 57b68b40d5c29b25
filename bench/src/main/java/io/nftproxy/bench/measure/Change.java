package io.nftproxy.bench.measure;

/** Something that changes the rules, over and over. */
@FunctionalInterface
interface Change {
    /**
     * @param number 0 at first; an odd one undoes what the even one before it did
     */
    void make(int number) throws Exception;
}
