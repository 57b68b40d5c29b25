package io.nftproxy.api.decode;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.Service;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A decoder of the objects of one kind. It reports the problems of each object; an invalid object
 * does not affect the next one.
 */
public final class ObjectDecoder<T> {
    /**
     * A decoded object.
     *
     * @param value null if the object is invalid or the proxy ignores it
     */
    public record Decoded<T>(ObjectMeta meta, @Nullable T value) {}

    private final String kind;
    private final String selector;
    private final Function<JsonCursor, ObjectReader<T>> reader;
    private final Consumer<ReadProblem> problems;
    private final StringPool pool = new StringPool();

    private ObjectDecoder(
            String kind,
            String selector,
            Function<JsonCursor, ObjectReader<T>> reader,
            Consumer<ReadProblem> problems) {
        this.kind = kind;
        this.selector = selector;
        this.reader = reader;
        this.problems = problems;
    }

    /** Returns a decoder of the {@code v1} Services that this proxy serves. */
    public static ObjectDecoder<Service> services(Consumer<ReadProblem> problems) {
        String selector = selector("labelSelector", ServiceReader.LABEL_SELECTOR);
        return new ObjectDecoder<>("Service", selector, ServiceReader::new, problems);
    }

    /** Returns a decoder of EndpointSlices, but for those of headless Services. */
    public static ObjectDecoder<EndpointSlice> slices(Consumer<ReadProblem> problems) {
        String selector = selector("labelSelector", EndpointSliceReader.LABEL_SELECTOR);
        return new ObjectDecoder<>("EndpointSlice", selector, EndpointSliceReader::new, problems);
    }

    /** Returns a decoder of the {@code v1} Node of this name and of no other. */
    public static ObjectDecoder<Node> node(String name, Consumer<ReadProblem> problems) {
        String selector = selector("fieldSelector", "metadata.name=" + name);
        return new ObjectDecoder<>("Node", selector, json -> new NodeReader(json, name), problems);
    }

    /** Returns a decoder of ServiceCIDRs: the networks that ClusterIPs are allocated from. */
    public static ObjectDecoder<List<Cidr>> serviceCidrs(Consumer<ReadProblem> problems) {
        return new ObjectDecoder<>("ServiceCIDR", "", ServiceCidrReader::new, problems);
    }

    private static String selector(String parameter, String expression) {
        return parameter + "=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
    }

    /** Returns the kind as in the API, {@code EndpointSlice}. */
    public String kind() {
        return kind;
    }

    /**
     * Returns the query parameter that makes the API server leave out most of the objects that this
     * decoder has no value for, {@code labelSelector=...}; empty if there is none.
     */
    public String selector() {
        return selector;
    }

    /** Opens the body of a response. The cursor stands before the first value. */
    public JsonCursor open(InputStream body) throws IOException {
        return JsonCursor.open(body, pool);
    }

    /** Decodes the object that the cursor stands on. */
    public Decoded<T> decode(JsonCursor json) throws IOException {
        json.startObject();
        ObjectMeta meta = new ObjectMeta();
        ObjectReader<T> made = reader.apply(json);
        int depth = json.depth();
        T value = null;
        try {
            json.fields(field -> read(field, json, meta, made));
            value = finish(json, meta, made);
        } catch (RuntimeException e) {
            // A mistake in a reader must not stop all other objects of the list.
            json.note("", e.toString(), "cannot be decoded; object ignored");
            json.leave(depth);
        }
        report(json, meta);
        return new Decoded<>(meta, value);
    }

    /** Decodes {@code metadata} alone, for a deleted object or a bookmark. */
    public ObjectMeta decodeMeta(JsonCursor json) throws IOException {
        json.startObject();
        ObjectMeta meta = new ObjectMeta();
        json.field("metadata", () -> meta.read(json));
        return meta;
    }

    private static void read(String field, JsonCursor json, ObjectMeta meta, ObjectReader<?> reader)
            throws IOException {
        if (field.equals("metadata")) {
            meta.read(json);
        } else {
            reader.read(field);
        }
    }

    private @Nullable T finish(JsonCursor json, ObjectMeta meta, ObjectReader<T> reader) {
        if (!meta.isNamed()) {
            json.note("metadata.name", meta.shownName(), "not a usable name; object ignored");
            return null;
        }
        if (json.isSpoiled()) {
            return null;
        }
        if (!reader.isWanted(meta)) {
            json.forgetProblems();
            return null;
        }
        return reader.finish(meta);
    }

    private void report(JsonCursor json, ObjectMeta meta) {
        List<JsonCursor.Problem> noted = json.problems();
        for (int i = 0; i < noted.size(); i++) {
            JsonCursor.Problem problem = noted.get(i);
            // A problem that spoils the object is the last one.
            boolean isFatal = json.isSpoiled() && i == noted.size() - 1;
            String why = problem.why() + (isFatal ? "; object ignored" : "");
            problems.accept(
                    new ReadProblem(kind, meta.shownName(), problem.path(), problem.value(), why));
        }
    }
}
