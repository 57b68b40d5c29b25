package io.nftproxy.config;

import io.nftproxy.config.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes a {@link ProxyConfig} with all defaults, fields sorted as Kubernetes' tools do. */
public final class ProxyConfigWriter {
    /** The key of the configuration in the answer of /configz. */
    private static final String CONFIGZ_KEY = "kubeproxy.config.k8s.io";

    /** Fields that kube-proxy omits if they are empty: {@code omitempty}. */
    private static final Set<String> OMITTED_IF_EMPTY =
            Set.of(
                    "featureGates",
                    "logging.vmodule",
                    "nftables.scheduler",
                    "logging.options.text.splitStream",
                    "logging.options.json.splitStream",
                    "windowsRunAsService");

    private static final DumpSettings BLOCKS =
            DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();

    private ProxyConfigWriter() {}

    /**
     * Returns the file with this configuration: v1alpha1 YAML. It cannot express a disabled server,
     * which only a flag can set.
     */
    public static String yaml(ProxyConfig config) {
        SortedMap<String, @Nullable Object> fields = fields(config);
        fields.put("apiVersion", FileLayout.API_VERSION);
        fields.put("kind", FileLayout.KIND);
        return new Dump(BLOCKS).dumpToString(fields);
    }

    /**
     * Returns the answer of /configz, with the mode in effect: {@code
     * {"kubeproxy.config.k8s.io":{"kind":"KubeProxyConfiguration",...,"mode":"nftables",...}}}.
     */
    public static String configz(ProxyConfig config) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("kind", FileLayout.KIND);
        object.put("apiVersion", FileLayout.API_VERSION);
        object.putAll(fields(config));
        object.put(ConfigFields.MODE.path(), ProxyMode.NFTABLES.text());
        return JsonText.of(Map.of(CONFIGZ_KEY, object));
    }

    private static SortedMap<String, @Nullable Object> fields(ProxyConfig config) {
        SortedMap<String, @Nullable Object> root = new TreeMap<>();
        for (ConfigField<?> field : ConfigFields.ALL) {
            if (!OMITTED_IF_EMPTY.contains(field.path()) || !isDefault(field, config)) {
                put(root, field.path(), written(field, config));
            }
        }
        return root;
    }

    private static <T> boolean isDefault(ConfigField<T> field, ProxyConfig config) {
        return config.get(field).equals(field.defaultValue());
    }

    private static <T> @Nullable Object written(ConfigField<T> field, ProxyConfig config) {
        return field.type().toYaml().write(config.get(field));
    }

    @SuppressWarnings("unchecked") // Only this method puts values into sections.
    private static void put(
            SortedMap<String, @Nullable Object> section, String path, @Nullable Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            section.put(path, value);
            return;
        }
        Object inner = section.computeIfAbsent(path.substring(0, dot), _ -> new TreeMap<>());
        put((SortedMap<String, @Nullable Object>) inner, path.substring(dot + 1), value);
    }
}
