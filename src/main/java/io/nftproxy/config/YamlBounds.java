package io.nftproxy.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Bounds on the values that a YAML text stands for. Nested values are read by recursion, and
 * aliases of aliases multiply: 700 bytes can stand for millions of values.
 */
final class YamlBounds {
    /** Kubernetes objects have about 20 levels. */
    private static final int MAX_DEPTH = 100;

    private static final int MAX_ALIASED = 100_000;

    private record Open(Optional<Anchor> anchor, long valuesBefore) {}

    private final Deque<Open> open = new ArrayDeque<>();
    private final Map<Anchor, Long> sizes = new HashMap<>();
    private long values;
    private long aliased;

    private YamlBounds() {}

    /**
     * Reads the structure of all documents, without recursion.
     *
     * @throws YamlEngineException if the text is not YAML, is nested deeper than 100 levels, or has
     *     aliases that stand for more than 100,000 values
     */
    static void check(String text, LoadSettings settings) {
        YamlBounds bounds = new YamlBounds();
        for (Event event : new Parse(settings).parseString(text)) {
            bounds.accept(event);
        }
    }

    private void accept(Event event) {
        switch (event) {
            case CollectionStartEvent start -> {
                open.push(new Open(start.getAnchor(), values++));
                if (open.size() > MAX_DEPTH) {
                    throw new YamlEngineException("nested deeper than " + MAX_DEPTH + " levels");
                }
            }
            case CollectionEndEvent _ -> {
                Open ended = open.pop();
                ended.anchor().ifPresent(name -> sizes.put(name, values - ended.valuesBefore()));
            }
            case AliasEvent alias -> {
                long size = sizes.getOrDefault(alias.getAlias(), 1L);
                values += size;
                aliased += size;
                if (aliased > MAX_ALIASED) {
                    throw new YamlEngineException(
                            "its aliases stand for more than " + MAX_ALIASED + " values");
                }
            }
            case ScalarEvent _ -> values++;
            default -> {
                // Starts and ends of documents, and comments.
            }
        }
    }
}
