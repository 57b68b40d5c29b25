package io.nftproxy.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The layout of a configuration file: apiVersion, kind, sections and known fields. */
final class FileLayout {
    static final String API_VERSION = "kubeproxy.config.k8s.io/v1alpha1";
    static final String KIND = "KubeProxyConfiguration";

    private static final Set<String> FIELDS = new TreeSet<>(Set.of("apiVersion", "kind"));
    private static final Set<String> SECTIONS = new TreeSet<>();

    static {
        for (ConfigField<?> field : ConfigFields.ALL) {
            String path = field.path();
            FIELDS.add(path);
            for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
                SECTIONS.add(path.substring(0, dot));
            }
        }
    }

    private FileLayout() {}

    /**
     * Checks the layout, without the values of fields.
     *
     * @param oddities receives each unknown field: {@code unknown field "nftables.tableName"}
     */
    static void check(
            Map<String, @Nullable Object> root,
            List<String> oddities,
            List<ConfigProblem> problems) {
        expect("apiVersion", API_VERSION, root, problems);
        expect("kind", KIND, root, problems);
        walk(root, "", oddities, problems);
    }

    private static void expect(
            String field,
            String wanted,
            Map<String, @Nullable Object> root,
            List<ConfigProblem> problems) {
        Object found = root.get(field);
        if (!wanted.equals(found)) {
            String value = found == null ? "" : found.toString();
            problems.add(new ConfigProblem(field, value, "must be " + wanted));
        }
    }

    private static void walk(
            Map<?, ?> section, String prefix, List<String> oddities, List<ConfigProblem> problems) {
        section.forEach(
                (key, value) -> {
                    String path = prefix + key;
                    if (!SECTIONS.contains(path)) {
                        if (!FIELDS.contains(path)) {
                            oddities.add("unknown field \"" + path + "\"");
                        }
                    } else if (value instanceof Map<?, ?> inner) {
                        walk(inner, path + ".", oddities, problems);
                    } else if (value != null) {
                        problems.add(new ConfigProblem(path, value.toString(), "must hold fields"));
                    }
                });
    }
}
