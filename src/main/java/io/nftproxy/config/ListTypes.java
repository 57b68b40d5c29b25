package io.nftproxy.config;

import io.nftproxy.config.FieldType.Shape;
import io.nftproxy.core.model.Cidr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The types of lists and maps; in a flag, commas separate the items. */
final class ListTypes {
    private static final String PRIMARY = "primary";
    private static final String LOCALHOST = "localhost";
    private static final String ALL = "all";
    private static final String PATTERN = "filePattern";
    private static final String VERBOSITY = "verbosity";
    private static final String VMODULE_DESCRIPTION = "list of {filePattern, verbosity}";
    private static final String GATES_DESCRIPTION = "map of names to true or false";
    private static final FieldType<Integer> NUMBER = FieldTypes.number(0, Integer.MAX_VALUE);

    /** Lists of texts; {@link ConfigRules} checks the CIDRs in mode ipvs. */
    static final FieldType<List<String>> CIDRS =
            new FieldType<>(
                    "list of CIDRs",
                    Shape.LIST,
                    ListTypes::texts,
                    (text, _) -> texts(text),
                    texts -> texts.isEmpty() ? null : texts);

    /** Networks and the keywords {@code primary}, {@code localhost} and {@code all}. */
    static final FieldType<NodePortAddresses> NODE_PORT_ADDRESSES =
            new FieldType<>(
                    "list of CIDRs and of the words primary, localhost, all",
                    Shape.LIST,
                    (value, problems) -> {
                        List<String> texts = texts(value, problems);
                        return texts == null ? null : addresses(texts, problems);
                    },
                    (text, problems) -> addresses(texts(text), problems),
                    ListTypes::texts);

    /** Gate names with true or false; as a flag {@code Name=true,Other=false}. */
    static final FieldType<FeatureGates> FEATURE_GATES =
            new FieldType<>(
                    GATES_DESCRIPTION,
                    Shape.LIST,
                    ListTypes::gates,
                    ListTypes::gates,
                    FeatureGates::set);

    /** Verbosity by source file, as in a file; as a flag {@code pattern=1,other*=4}. */
    static final FieldType<List<Map<String, Object>>> VMODULES =
            new FieldType<>(
                    VMODULE_DESCRIPTION,
                    Shape.LIST,
                    ListTypes::modules,
                    ListTypes::modules,
                    modules -> modules.isEmpty() ? null : modules);

    private ListTypes() {}

    private static @Nullable List<String> texts(Object value, Problems problems) {
        if (!(value instanceof List<?> list)) {
            return problems.reject(value, "must be a list of strings");
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof String text) {
                texts.add(text);
            } else {
                problems.at("[" + i + "]").add(list.get(i), "must be a string");
            }
        }
        return texts;
    }

    private static List<String> texts(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(",", -1));
    }

    private static @Nullable NodePortAddresses addresses(List<String> texts, Problems problems) {
        if (texts.isEmpty()) {
            return null;
        }
        List<Cidr> cidrs = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            Cidr cidr = Cidr.parse(text);
            if (cidr != null) {
                cidrs.add(cidr);
            } else if (!List.of(PRIMARY, LOCALHOST, ALL).contains(text)) {
                String message =
                        "must be a CIDR such as 192.0.2.0/24, or primary, localhost or all";
                problems.at("[" + i + "]").add(text, message);
            }
        }
        return new NodePortAddresses(
                texts.contains(PRIMARY), texts.contains(LOCALHOST), texts.contains(ALL), cidrs);
    }

    private static @Nullable List<String> texts(NodePortAddresses value) {
        if (value.equals(NodePortAddresses.DEFAULT)) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        if (value.primary()) {
            texts.add(PRIMARY);
        }
        if (value.localhost()) {
            texts.add(LOCALHOST);
        }
        if (value.all()) {
            texts.add(ALL);
        }
        value.cidrs().forEach(cidr -> texts.add(cidr.toString()));
        return texts;
    }

    private static @Nullable FeatureGates gates(Object value, Problems problems) {
        if (!(value instanceof Map<?, ?> map)) {
            return problems.reject(value, "must be a " + GATES_DESCRIPTION);
        }
        Map<String, Boolean> set = new TreeMap<>();
        map.forEach(
                (key, on) -> {
                    String name = String.valueOf(key);
                    Problems at = problems.at("." + name);
                    put(
                            name,
                            on == null ? null : FieldTypes.SWITCH.ofYaml().parse(on, at),
                            set,
                            at);
                });
        return new FeatureGates(set);
    }

    private static FeatureGates gates(String text, Problems problems) {
        Map<String, Boolean> set = new TreeMap<>();
        for (String pair : text.split(",")) {
            int equals = pair.indexOf('=');
            if (equals >= 0) {
                String on = pair.substring(equals + 1).strip();
                String name = pair.substring(0, equals).strip();
                put(name, FieldTypes.SWITCH.ofText().parse(on, problems), set, problems);
            } else if (!pair.isBlank()) {
                problems.add(pair, "must be name=true or name=false");
            }
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

    private static @Nullable List<Map<String, Object>> modules(Object value, Problems problems) {
        if (!(value instanceof List<?> list)) {
            return problems.reject(value, "must be a " + VMODULE_DESCRIPTION);
        }
        List<Map<String, Object>> modules = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Problems at = problems.at("[" + i + "]");
            if (list.get(i) instanceof Map<?, ?> item
                    && item.get(PATTERN) instanceof String pattern
                    && item.get(VERBOSITY) instanceof Long level) {
                Integer number = NUMBER.ofYaml().parse(level, at.at("." + VERBOSITY));
                addModule(pattern, number, modules, at);
            } else {
                at.add(list.get(i), "must have filePattern and verbosity");
            }
        }
        return modules;
    }

    private static List<Map<String, Object>> modules(String text, Problems problems) {
        List<Map<String, Object>> modules = new ArrayList<>();
        for (String item : text.isEmpty() ? new String[0] : text.split(",")) {
            int equals = item.indexOf('=');
            if (equals < 0) {
                problems.add(item, "must be pattern=number");
            } else {
                Integer level = NUMBER.ofText().parse(item.substring(equals + 1), problems);
                addModule(item.substring(0, equals), level, modules, problems);
            }
        }
        return modules;
    }

    private static void addModule(
            String pattern,
            @Nullable Integer level,
            List<Map<String, Object>> modules,
            Problems problems) {
        if (pattern.isEmpty() || pattern.contains("=") || pattern.contains(",")) {
            problems.add(pattern, "is not a file pattern");
        } else if (level != null) {
            Map<String, Object> module = new LinkedHashMap<>();
            module.put(PATTERN, pattern);
            module.put(VERBOSITY, level);
            modules.add(module);
        }
    }
}
