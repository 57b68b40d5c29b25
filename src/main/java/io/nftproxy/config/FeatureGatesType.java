package io.nftproxy.config;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A map of gate names to true or false; as a flag {@code Name=true,Other=false}. */
record FeatureGatesType() implements FieldType<FeatureGates> {
    @Override
    public String description() {
        return "map of names to true or false";
    }

    @Override
    public @Nullable FeatureGates ofYaml(Object value, Problems problems) {
        if (!(value instanceof Map<?, ?> map)) {
            problems.add(value, "must be a map of names to true or false");
            return null;
        }
        Map<String, Boolean> set = new TreeMap<>();
        map.forEach(
                (key, on) -> {
                    String name = String.valueOf(key);
                    Problems at = problems.at("." + name);
                    put(name, on == null ? null : ScalarType.SWITCH.ofYaml(on, at), set, at);
                });
        return new FeatureGates(set);
    }

    @Override
    public @Nullable FeatureGates ofText(String text, Problems problems) {
        Map<String, Boolean> set = new TreeMap<>();
        for (String pair : text.split(",")) {
            int equals = pair.indexOf('=');
            if (pair.isBlank()) {
                continue;
            }
            if (equals < 0) {
                problems.add(pair, "must be name=true or name=false");
                continue;
            }
            String name = pair.substring(0, equals).strip();
            Boolean on = ScalarType.SWITCH.ofText(pair.substring(equals + 1).strip(), problems);
            put(name, on, set, problems);
        }
        return new FeatureGates(set);
    }

    /** Accepts unknown names: the list may be for a newer release. */
    private static void put(
            String name, @Nullable Boolean on, Map<String, Boolean> set, Problems problems) {
        FeatureGate gate = FeatureGate.named(name);
        if (on == null) {
            return;
        }
        if (gate != null && gate.refuses(on)) {
            problems.add(name + "=" + on, "is locked to " + gate.enabledByDefault());
        } else {
            set.put(name, on);
        }
    }

    @Override
    public boolean isList() {
        return true;
    }

    @Override
    public @Nullable Object toYaml(FeatureGates value) {
        return value.set();
    }
}
