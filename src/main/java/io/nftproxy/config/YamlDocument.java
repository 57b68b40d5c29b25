package io.nftproxy.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A YAML or JSON document as maps, lists, String, Boolean, Long, Double and null.
 *
 * <p>It is read from the graph of nodes, which still has duplicate fields.
 *
 * @param root the first document's fields, in the file's order
 * @param oddities errors that are ignored, as kube-proxy does: {@code duplicate field "mode"}
 */
record YamlDocument(Map<String, @Nullable Object> root, List<String> oddities) {
    /** The deepest field is at level four. */
    private static final int MAX_DEPTH = 16;

    private static final LoadSettings SETTINGS =
            LoadSettings.builder().setSchema(new CoreSchema()).setLabel("configuration").build();

    /** Parses the first document; null and a problem if it is invalid. */
    static @Nullable YamlDocument parse(String text, Problems problems) {
        try {
            YamlBounds.check(text, SETTINGS);
            Iterator<Node> documents = new Compose(SETTINGS).composeAllFromString(text).iterator();
            if (!documents.hasNext() || !(documents.next() instanceof MappingNode mapping)) {
                problems.add("", "is not a KubeProxyConfiguration: no fields found");
                return null;
            }
            List<String> oddities = new ArrayList<>();
            Map<String, @Nullable Object> root = map(mapping, "", 0, oddities);
            if (documents.hasNext()) {
                oddities.add("a second document");
            }
            return new YamlDocument(root, oddities);
        } catch (YamlEngineException e) {
            problems.add("", "is neither YAML nor JSON: " + reason(e));
            return null;
        }
    }

    private static String reason(YamlEngineException e) {
        if (e instanceof MarkedYamlEngineException marked) {
            String line =
                    marked.getProblemMark()
                            .map(mark -> "line " + (mark.getLine() + 1) + ": ")
                            .orElse("");
            return line + marked.getProblem();
        }
        return String.valueOf(e.getMessage());
    }

    private static Map<String, @Nullable Object> map(
            MappingNode node, String path, int depth, List<String> oddities) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (NodeTuple entry : node.getValue()) {
            String key = entry.getKeyNode() instanceof ScalarNode name ? name.getValue() : "?";
            String at = path.isEmpty() ? key : path + "." + key;
            if (map.containsKey(key)) {
                oddities.add("duplicate field \"" + at + "\"");
            }
            map.put(key, value(entry.getValueNode(), at, depth + 1, oddities));
        }
        return map;
    }

    private static @Nullable Object value(
            Node node, String path, int depth, List<String> oddities) {
        // Also ends the walk of an alias that contains itself.
        if (depth > MAX_DEPTH) {
            throw new YamlEngineException(path + " is nested too deep");
        }
        return switch (node) {
            case MappingNode mapping -> map(mapping, path, depth, oddities);
            case SequenceNode sequence -> {
                List<@Nullable Object> list = new ArrayList<>();
                for (Node item : sequence.getValue()) {
                    list.add(value(item, path + "[" + list.size() + "]", depth + 1, oddities));
                }
                yield list;
            }
            case ScalarNode scalar -> scalar(scalar.getTag(), scalar.getValue());
            default -> throw new YamlEngineException(path + " is of an unknown kind");
        };
    }

    private static @Nullable Object scalar(Tag tag, String text) {
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        try {
            if (tag.equals(Tag.INT)) {
                // Java's 017 is octal; YAML's is 0o17.
                return text.startsWith("0o")
                        ? Long.parseLong(text.substring(2), 8)
                        : text.startsWith("0x") ? Long.decode(text) : Long.parseLong(text);
            }
            return tag.equals(Tag.FLOAT) ? (Object) Double.valueOf(text) : text;
        } catch (NumberFormatException _) {
            return text;
        }
    }
}
