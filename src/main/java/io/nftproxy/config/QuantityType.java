package io.nftproxy.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Kubernetes quantities, {@code 64Ki}; a plain number will do. Kept as text: none is used. */
record QuantityType() implements FieldType<String> {
    private static final Pattern QUANTITY =
            Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\\d+)?");

    @Override
    public String description() {
        return "quantity";
    }

    @Override
    public @Nullable String ofYaml(Object value, Problems problems) {
        return ofText(value.toString(), problems);
    }

    @Override
    public @Nullable String ofText(String text, Problems problems) {
        if (QUANTITY.matcher(text).matches()) {
            return text;
        }
        problems.add(text, "must be a quantity such as 0 or 64Ki");
        return null;
    }

    @Override
    public Object toYaml(String value) {
        return value;
    }
}
