package io.nftproxy.config;

import org.jspecify.annotations.Nullable;

/** Whole numbers of a range, both ends included. */
record NumberType(int min, int max) implements FieldType<Integer> {
    @Override
    public String description() {
        if (max == Integer.MAX_VALUE) {
            return min == Integer.MIN_VALUE ? "number" : "number from " + min;
        }
        return "number, " + min + " to " + max;
    }

    @Override
    public @Nullable Integer ofYaml(Object value, Problems problems) {
        if (value instanceof Long number && number >= min && number <= max) {
            return number.intValue();
        }
        problems.add(value, "must be a " + description());
        return null;
    }

    @Override
    public @Nullable Integer ofText(String text, Problems problems) {
        try {
            return ofYaml(Long.parseLong(text), problems);
        } catch (NumberFormatException _) {
            problems.add(text, "must be a " + description());
            return null;
        }
    }

    @Override
    public Object toYaml(Integer value) {
        return value;
    }
}
