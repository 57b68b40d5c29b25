package io.nftproxy.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A folder with a {@code kustomization.yaml}, rendered like {@code kubectl kustomize} does.
 * Supports what our manifests use: resources, patches of maps, images, generated ConfigMaps, and a
 * namespace that all objects have already. Any other field is an error.
 */
final class Kustomization {
    private static final Set<String> KNOWN =
            Set.of(
                    "apiVersion",
                    "kind",
                    "namespace",
                    "resources",
                    "patches",
                    "images",
                    "configMapGenerator");
    private static final Set<String> CLUSTER_WIDE = Set.of("ClusterRole", "ClusterRoleBinding");

    private final Path folder;
    private final Map<String, Object> file;
    private final List<Map<String, Object>> objects = new ArrayList<>();

    private Kustomization(Path folder) {
        this.folder = folder;
        this.file = documents(folder.resolve("kustomization.yaml")).getFirst();
        assertThat(KNOWN).containsAll(file.keySet());
    }

    /** Renders a folder and returns its objects. */
    static List<Map<String, Object>> render(Path folder) {
        return new Kustomization(folder).render();
    }

    private List<Map<String, Object>> render() {
        for (Object resource : list(file, "resources")) {
            Path path = folder.resolve(String.valueOf(resource)).normalize();
            objects.addAll(Files.isDirectory(path) ? render(path) : documents(path));
        }
        list(file, "configMapGenerator").forEach(map -> objects.add(configMap(map(map))));
        for (Object patch : list(file, "patches")) {
            assertThat(map(patch)).containsOnlyKeys("path");
            documents(folder.resolve(String.valueOf(map(patch).get("path")))).forEach(this::patch);
        }
        list(file, "images").forEach(image -> setImage(objects, map(image)));
        objects.forEach(this::checkNamespace);
        return objects;
    }

    private void checkNamespace(Map<String, Object> object) {
        Object namespace = map(object.get("metadata")).get("namespace");
        Object wanted = CLUSTER_WIDE.contains(object.get("kind")) ? null : file.get("namespace");
        assertThat(namespace).as("namespace of %s", id(object)).isEqualTo(wanted);
    }

    private Map<String, Object> configMap(Map<String, Object> generator) {
        assertThat(generator).containsOnlyKeys("name", "files", "options");
        Map<String, Object> options = map(generator.get("options"));
        assertThat(options).containsOnlyKeys("disableNameSuffixHash", "labels");
        assertThat(options).containsEntry("disableNameSuffixHash", true);
        Map<String, Object> data = new LinkedHashMap<>();
        for (Object name : list(generator, "files")) {
            data.put(String.valueOf(name), text(folder.resolve(String.valueOf(name))));
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", generator.get("name"));
        metadata.put("namespace", file.get("namespace"));
        metadata.put("labels", options.get("labels"));
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("apiVersion", "v1");
        object.put("kind", "ConfigMap");
        object.put("metadata", metadata);
        object.put("data", data);
        return object;
    }

    private void patch(Map<String, Object> patch) {
        List<Map<String, Object>> targets =
                objects.stream().filter(object -> id(object).equals(id(patch))).toList();
        assertThat(targets).as("target of patch %s", id(patch)).hasSize(1);
        merge(targets.getFirst(), patch);
    }

    private static void merge(Map<String, Object> into, Map<String, Object> from) {
        from.forEach(
                (key, value) -> {
                    assertThat(value).as(key).isNotNull().isNotInstanceOf(List.class);
                    if (value instanceof Map && into.get(key) instanceof Map) {
                        merge(map(into.get(key)), map(value));
                    } else {
                        into.put(key, value);
                    }
                });
    }

    private static void setImage(Object value, Map<String, Object> image) {
        assertThat(image).containsOnlyKeys("name", "newName", "newTag");
        if (value instanceof List<?> values) {
            values.forEach(one -> setImage(one, image));
        } else if (value instanceof Map<?, ?>) {
            Map<String, Object> fields = map(value);
            fields.values().forEach(one -> setImage(one, image));
            if (image.get("name").equals(fields.get("image"))) {
                fields.put("image", image.get("newName") + ":" + image.get("newTag"));
            }
        }
    }

    /** Returns the kind and name, {@code ConfigMap nftproxy}. */
    static String id(Map<String, Object> object) {
        return object.get("kind") + " " + map(object.get("metadata")).get("name");
    }

    /** Returns the YAML documents of a file. */
    static List<Map<String, Object>> documents(Path file) {
        return documents(text(file));
    }

    /** Returns the YAML documents of a text. */
    static List<Map<String, Object>> documents(String yaml) {
        List<Map<String, Object>> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(yaml)
                .forEach(document -> documents.add(map(document)));
        return documents;
    }

    @SuppressWarnings("unchecked") // YAML of Kubernetes has no keys but strings.
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    static List<?> list(Map<String, Object> map, String key) {
        return map.containsKey(key) ? (List<?>) map.get(key) : List.of();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
