package io.nftproxy.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Kubernetes objects in a YAML or JSON file, as {@code kubectl get -o yaml} prints them. */
public final class YamlObjects {
    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setSchema(new CoreSchema()).setLabel("objects").build();

    private YamlObjects() {}

    /**
     * Returns the objects of all documents; those of a {@code List} one by one.
     *
     * @throws IllegalArgumentException if the text is neither YAML nor JSON, or has something else
     *     than objects
     */
    public static List<Map<?, ?>> of(String text) {
        List<Map<?, ?>> objects = new ArrayList<>();
        try {
            YamlBounds.check(text, SETTINGS);
            for (Object document : new Load(SETTINGS).loadAllFromString(text)) {
                add(document, objects);
            }
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("not YAML: " + e.getMessage(), e);
        }
        return objects;
    }

    private static void add(Object document, List<Map<?, ?>> objects) {
        if (!(document instanceof Map<?, ?> object)) {
            if (document != null) {
                throw new IllegalArgumentException("not a Kubernetes object: " + document);
            }
        } else if (String.valueOf(object.get("kind")).endsWith("List")
                && object.get("items") instanceof List<?> items) {
            items.forEach(item -> add(item, objects));
        } else {
            objects.add(object);
        }
    }
}
