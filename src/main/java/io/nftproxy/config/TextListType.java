package io.nftproxy.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The type of lists of strings; separated by commas in a flag.
 *
 * @param description the type for the documentation
 */
record TextListType(String description) implements FieldType<List<String>> {
    static final TextListType ANY = new TextListType("list of strings");
    static final TextListType CIDRS = new TextListType("list of CIDRs");

    @Override
    public @Nullable List<String> ofYaml(Object value, Problems problems) {
        if (!(value instanceof List<?> list)) {
            problems.add(value, "must be a list of strings");
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof String text) {
                texts.add(text);
            } else {
                problems.at("[" + i + "]").add(String.valueOf(list.get(i)), "must be a string");
            }
        }
        return texts;
    }

    @Override
    public @Nullable List<String> ofText(String text, Problems problems) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(",", -1));
    }

    @Override
    public boolean isList() {
        return true;
    }

    @Override
    public @Nullable Object toYaml(List<String> value) {
        return value.isEmpty() ? null : value;
    }
}
