package io.nftproxy.config.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object, read field by field; fields of another type count as absent. */
public record Json(Map<?, ?> fields) {
    /** Returns a field as text; empty if it is null or absent. */
    public String text(String name) {
        return shown(fields.get(name));
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** Returns a whole number; 0 if there is none. */
    public long number(String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }

    public boolean isTrue(String name) {
        return Boolean.TRUE.equals(fields.get(name));
    }

    /** Returns whether a field has a value. */
    public boolean has(String name) {
        return fields.get(name) != null;
    }

    /** Returns the object in a field; empty if it has none. */
    public Json object(String name) {
        return new Json(fields.get(name) instanceof Map<?, ?> map ? map : Map.of());
    }

    /** Returns the objects in a field; empty if it has none. */
    public List<Json> objects(String name) {
        return items(name).stream()
                .filter(Map.class::isInstance)
                .map(item -> new Json((Map<?, ?>) item))
                .toList();
    }

    /** Returns the texts in a field; empty if it has none. */
    public List<String> texts(String name) {
        return items(name).stream().map(Json::shown).toList();
    }

    /** Returns a number; 0 if there is none. */
    public double decimal(String name) {
        return fields.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    /** Returns the texts in a field, joined. */
    public String texts(String name, String separator) {
        return String.join(separator, texts(name));
    }

    private List<?> items(String name) {
        return fields.get(name) instanceof List<?> list ? list : List.of();
    }
}
