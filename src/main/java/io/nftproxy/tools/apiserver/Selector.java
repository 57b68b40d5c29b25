package io.nftproxy.tools.apiserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The selectors of a query: {@code labelSelector} with terms {@code key} and {@code !key}, joined
 * by commas, and {@code fieldSelector} for {@code metadata.name=} or {@code spec.clusterIP!=None}.
 */
final class Selector implements Predicate<StoredObject> {
    private static final String NAME_FIELD = "metadata.name=";
    private static final String NOT_HEADLESS = "spec.clusterIP!=None";

    private final List<Predicate<StoredObject>> terms = new ArrayList<>();

    /** The selectors of a decoded query; without any, all objects are selected. */
    Selector(Map<String, String> query) {
        for (String term : query.getOrDefault("labelSelector", "").split(",")) {
            if (!term.isEmpty()) {
                terms.add(label(term));
            }
        }
        String field = query.getOrDefault("fieldSelector", "");
        if (!field.isEmpty()) {
            terms.add(field(field));
        }
    }

    private static Predicate<StoredObject> label(String term) {
        if (term.contains("=")) {
            throw new IllegalArgumentException("unknown label selector " + term);
        }
        boolean isNegated = term.startsWith("!");
        String key = isNegated ? term.substring(1) : term;
        return object -> isNegated != object.labels().contains(key);
    }

    private static Predicate<StoredObject> field(String field) {
        if (field.equals(NOT_HEADLESS)) {
            return object -> !object.clusterIp().equals("None");
        }
        if (!field.startsWith(NAME_FIELD)) {
            throw new IllegalArgumentException("unknown field selector " + field);
        }
        String name = field.substring(NAME_FIELD.length());
        return object -> object.name().equals(name);
    }

    @Override
    public boolean test(StoredObject object) {
        return terms.stream().allMatch(term -> term.test(object));
    }
}
