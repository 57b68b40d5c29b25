package io.nftproxy.api.decode;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A reader of one API object into a model record. Fields may come in any order.
 *
 * @param <T> the model's type
 */
interface ObjectReader<T> {
    /** Reads or ignores a top-level field other than {@code metadata}. */
    void read(String field) throws IOException;

    /**
     * Returns whether the proxy handles this object. Others are treated as deleted, and their
     * problems are not reported. Called after the whole object was read.
     */
    default boolean isWanted(ObjectMeta meta) {
        return true;
    }

    /**
     * Returns the model record of an object that is wanted; null if it is invalid, with a problem
     * added.
     */
    @Nullable T finish(ObjectMeta meta);
}
