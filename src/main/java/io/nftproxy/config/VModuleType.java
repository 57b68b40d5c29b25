package io.nftproxy.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The type of {@code logging.vmodule}: a list; as a flag {@code pattern=1,other*=4}. */
record VModuleType() implements FieldType<List<VModuleType.VModule>> {
    /**
     * The verbosity of matching source files.
     *
     * @param filePattern a glob over file names without extension, {@code proxier*}
     */
    record VModule(String filePattern, int verbosity) {}

    private static final String PATTERN = "filePattern";
    private static final String VERBOSITY = "verbosity";
    private static final FieldType<Integer> NUMBER = ScalarType.number(0, Integer.MAX_VALUE);

    @Override
    public String description() {
        return "list of {filePattern, verbosity}";
    }

    @Override
    public @Nullable List<VModule> ofYaml(Object value, Problems problems) {
        if (!(value instanceof List<?> list)) {
            problems.add(value, "must be a " + description());
            return null;
        }
        List<VModule> modules = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Problems at = problems.at("[" + i + "]");
            if (list.get(i) instanceof Map<?, ?> item
                    && item.get(PATTERN) instanceof String pattern
                    && item.get(VERBOSITY) instanceof Long level) {
                add(pattern, NUMBER.ofYaml(level, at.at("." + VERBOSITY)), modules, at);
            } else {
                at.add(String.valueOf(list.get(i)), "must have filePattern and verbosity");
            }
        }
        return modules;
    }

    @Override
    public @Nullable List<VModule> ofText(String text, Problems problems) {
        List<VModule> modules = new ArrayList<>();
        for (String item : text.isEmpty() ? new String[0] : text.split(",")) {
            int equals = item.indexOf('=');
            if (equals < 0) {
                problems.add(item, "must be pattern=number");
                continue;
            }
            Integer level = NUMBER.ofText(item.substring(equals + 1), problems);
            add(item.substring(0, equals), level, modules, problems);
        }
        return modules;
    }

    private static void add(
            String pattern, @Nullable Integer level, List<VModule> modules, Problems problems) {
        if (pattern.isEmpty() || pattern.contains("=") || pattern.contains(",")) {
            problems.add(pattern, "is not a file pattern");
        } else if (level != null) {
            modules.add(new VModule(pattern, level));
        }
    }

    @Override
    public boolean isList() {
        return true;
    }

    @Override
    public @Nullable Object toYaml(List<VModule> value) {
        return value.isEmpty() ? null : value.stream().map(VModuleType::item).toList();
    }

    private static Map<String, Object> item(VModule module) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put(PATTERN, module.filePattern());
        item.put(VERBOSITY, module.verbosity());
        return item;
    }
}
