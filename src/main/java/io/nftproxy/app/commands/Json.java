package io.nftproxy.app.commands;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An object of an answer, read field by field. */
record Json(Map<?, ?> fields) {
    /** Returns a field as text; empty if it is null or absent. */
    String text(String name) {
        return shown(fields.get(name));
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    long number(String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }

    boolean isTrue(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    /** Returns whether a field has a value. */
    boolean has(String name) {
        return fields.get(name) != null;
    }

    /** Returns the object in a field; empty if it has none. */
    Json object(String name) {
        return new Json(fields.get(name) instanceof Map<?, ?> map ? map : Map.of());
    }

    /** Returns the objects in a field; empty if it has none. */
    List<Json> objects(String name) {
        return items(name).stream()
                .filter(Map.class::isInstance)
                .map(item -> new Json((Map<?, ?>) item))
                .toList();
    }

    /** Returns the texts in a field; empty if it has none. */
    List<String> texts(String name) {
        return items(name).stream().map(Json::shown).toList();
    }

    double decimal(String name) {
        return fields.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    /** Returns the texts in a field, joined. */
    String texts(String name, String separator) {
        return items(name).stream().map(Json::shown).collect(Collectors.joining(separator));
    }

    private List<?> items(String name) {
        return fields.get(name) instanceof List<?> list ? list : List.of();
    }
}
