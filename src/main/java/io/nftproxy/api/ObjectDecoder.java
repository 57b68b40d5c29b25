package io.nftproxy.api;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects of one kind off a stream, each on its own: what is wrong with one is reported and
 * ends with it.
 */
final class ObjectDecoder<T> {
    /**
     * An object.
     *
     * @param value null if it is of no use
     */
    record Decoded<T>(ObjectMeta meta, @Nullable T value) {}

    private final WatchedKind<T> kind;
    private final WatchListener listener;

    ObjectDecoder(WatchedKind<T> kind, WatchListener listener) {
        this.kind = kind;
        this.listener = listener;
    }

    Decoded<T> decode(JsonCursor json) throws IOException {
        json.startObject();
        ObjectMeta meta = new ObjectMeta();
        ObjectReader<T> reader = kind.reader().apply(json);
        int depth = json.depth();
        T value = null;
        try {
            json.fields(field -> read(field, json, meta, reader));
            value = finish(json, meta, reader);
        } catch (RuntimeException e) {
            // No input should get here, but if one does it must not take the others along.
            json.note("", e.toString(), "cannot be read; object left out");
            json.leave(depth);
        }
        report(json, meta);
        return new Decoded<>(meta, value);
    }

    /** Just {@code metadata}, for what is about to be removed anyway. */
    ObjectMeta decodeMeta(JsonCursor json) throws IOException {
        json.startObject();
        ObjectMeta meta = new ObjectMeta();
        json.fields(
                field -> {
                    if (field.equals("metadata")) {
                        meta.read(json);
                    }
                });
        return meta;
    }

    private static void read(String field, JsonCursor json, ObjectMeta meta, ObjectReader<?> reader)
            throws IOException {
        if (field.equals("metadata")) {
            meta.read(json);
        } else {
            reader.read(field);
        }
    }

    private @Nullable T finish(JsonCursor json, ObjectMeta meta, ObjectReader<T> reader) {
        if (!meta.isNamed()) {
            json.note("metadata.name", meta.shownName(), "not a usable name; object left out");
            return null;
        }
        if (json.isSpoiled()) {
            return null;
        }
        if (!reader.isWanted(meta)) {
            json.forgetProblems();
            return null;
        }
        return reader.finish(meta);
    }

    private void report(JsonCursor json, ObjectMeta meta) {
        List<JsonCursor.Problem> problems = json.problems();
        for (int i = 0; i < problems.size(); i++) {
            JsonCursor.Problem problem = problems.get(i);
            // What spoils an object is the last that is noted of it.
            boolean isFatal = json.isSpoiled() && i == problems.size() - 1;
            String why = problem.why() + (isFatal ? "; object left out" : "");
            listener.unreadable(
                    new ReadProblem(
                            kind.kind(), meta.shownName(), problem.path(), problem.value(), why));
        }
    }
}
