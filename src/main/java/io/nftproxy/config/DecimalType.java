package io.nftproxy.config;

import org.jspecify.annotations.Nullable;

/** Numbers that need not be whole. */
record DecimalType() implements FieldType<Double> {
    @Override
    public String description() {
        return "number";
    }

    @Override
    public @Nullable Double ofYaml(Object value, Problems problems) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        problems.add(value, "must be a number");
        return null;
    }

    @Override
    public @Nullable Double ofText(String text, Problems problems) {
        try {
            return ofYaml(Double.parseDouble(text), problems);
        } catch (NumberFormatException _) {
            problems.add(text, "must be a number");
            return null;
        }
    }

    @Override
    public Object toYaml(Double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
        return whole ? (Object) value.longValue() : value;
    }
}
