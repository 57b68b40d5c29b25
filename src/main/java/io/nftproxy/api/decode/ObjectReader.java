package io.nftproxy.api.decode;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Makes one model value out of one object of the API. Fields may come in any order.
 *
 * @param <T> the model's type
 */
interface ObjectReader<T> {
    /** Reads a top-level field other than {@code metadata}, or leaves it alone. */
    void read(String field) throws IOException;

    /**
     * Whether the proxy has to do with this object at all. One that it has not is as good as gone,
     * and whatever is wrong with it is nobody's problem. Asked after all of it was read.
     */
    boolean isWanted(ObjectMeta meta);

    /**
     * The value, after all was read and if it is wanted; null if too little of it is usable, which
     * was then noted.
     */
    @Nullable T finish(ObjectMeta meta);
}
