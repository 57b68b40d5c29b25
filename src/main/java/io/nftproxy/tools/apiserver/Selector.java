package io.nftproxy.tools.apiserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A label selector in the forms {@code key}, {@code !key}, {@code key=value} and {@code
 * key!=value}, joined by commas, and a field selector for {@code metadata.name}.
 */
final class Selector implements Predicate<StoredObject> {
    private static final String NAME_FIELD = "metadata.name=";

    private final List<Predicate<StoredObject>> terms = new ArrayList<>();

    /** Both as in a query; empty for all. */
    Selector(String labels, String fields) {
        for (String term : labels.split(",")) {
            if (!term.isBlank()) {
                terms.add(label(term.strip()));
            }
        }
        if (!fields.isEmpty()) {
            terms.add(field(fields));
        }
    }

    private static Predicate<StoredObject> label(String term) {
        int equals = term.indexOf('=');
        if (equals > 0) {
            boolean isNegated = term.charAt(equals - 1) == '!';
            String key = term.substring(0, isNegated ? equals - 1 : equals);
            String value = term.substring(equals + (term.startsWith("==", equals) ? 2 : 1));
            return object -> isNegated != value.equals(object.labels().get(key));
        }
        return term.startsWith("!")
                ? object -> !object.labels().containsKey(term.substring(1))
                : object -> object.labels().containsKey(term);
    }

    private static Predicate<StoredObject> field(String fields) {
        if (!fields.startsWith(NAME_FIELD)) {
            throw new IllegalArgumentException("unknown field selector " + fields);
        }
        String name = fields.substring(NAME_FIELD.length());
        return object -> object.name().equals(name);
    }

    /** Reads both off a query. */
    static Selector of(Map<String, String> query) {
        return new Selector(
                query.getOrDefault("labelSelector", ""), query.getOrDefault("fieldSelector", ""));
    }

    @Override
    public boolean test(StoredObject object) {
        return terms.stream().allMatch(term -> term.test(object));
    }
}
