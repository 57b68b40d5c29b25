package io.nftproxy.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the mistakes of one place in the configuration are told to.
 *
 * @param path the place, for example {@code nodePortAddresses}
 * @param found the list that all places share
 */
record Problems(String path, List<ConfigProblem> found) {
    /** The same for a place inside this one: {@code at("[2]")}. */
    Problems at(String inside) {
        return new Problems(path + inside, found);
    }

    void add(@Nullable Object value, String message) {
        found.add(new ConfigProblem(path, String.valueOf(value), message));
    }
}
