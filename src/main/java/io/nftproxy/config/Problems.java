package io.nftproxy.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the errors of one place in the configuration.
 *
 * @param path the place, for example {@code nodePortAddresses}
 * @param found the list that all places share
 */
record Problems(String path, List<ConfigProblem> found) {
    /** Returns the collector of a place inside this one: {@code at("[2]")}. */
    Problems at(String inside) {
        return new Problems(path + inside, found);
    }

    void add(@Nullable Object value, String message) {
        found.add(new ConfigProblem(path, String.valueOf(value), message));
    }

    /** Adds an error and returns null, in place of the value. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // It is null whatever the type.
    <T> @Nullable T reject(@Nullable Object value, String message) {
        add(value, message);
        return null;
    }
}
