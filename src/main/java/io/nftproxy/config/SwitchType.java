package io.nftproxy.config;

import org.jspecify.annotations.Nullable;

/** On or off. */
record SwitchType() implements FieldType<Boolean> {
    @Override
    public String description() {
        return "true or false";
    }

    @Override
    public @Nullable Boolean ofYaml(Object value, Problems problems) {
        Boolean read = value instanceof Boolean plain ? plain : ofOldYaml(value);
        if (read == null) {
            problems.add(value, "must be true or false");
        }
        return read;
    }

    /** The other words for it that YAML 1.1 has, which Kubernetes reads. */
    private static @Nullable Boolean ofOldYaml(Object value) {
        return switch (value.toString()) {
            case "yes", "Yes", "YES", "on", "On", "ON" -> true;
            case "no", "No", "NO", "off", "Off", "OFF" -> false;
            default -> null;
        };
    }

    @Override
    public @Nullable Boolean ofText(String text, Problems problems) {
        Boolean read = GoBoolean.parse(text);
        if (read == null) {
            problems.add(text, "must be true or false");
        }
        return read;
    }

    @Override
    public boolean isSwitch() {
        return true;
    }

    @Override
    public Object toYaml(Boolean value) {
        return value;
    }
}
