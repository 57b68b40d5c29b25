package io.nftproxy.api.decode;

import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One object decoded from JSON, with its problems.
 *
 * @param value null if the object was ignored
 * @param problems as text, {@code path: "value": why}
 */
record Reading<T>(@Nullable T value, List<String> problems) {
    static Reading<Service> ofService(String json) {
        return of(ObjectDecoder::services, json);
    }

    static Reading<EndpointSlice> ofSlice(String json) {
        return of(ObjectDecoder::slices, json);
    }

    static Reading<Node> ofNode(String json) {
        return ofNode(json, "node-1");
    }

    static Reading<Node> ofNode(String json, String ownName) {
        return of(problems -> ObjectDecoder.node(ownName, problems), json);
    }

    static Reading<List<Cidr>> ofServiceCidr(String json) {
        return of(ObjectDecoder::serviceCidrs, json);
    }

    private static <T> Reading<T> of(
            Function<Consumer<ReadProblem>, ObjectDecoder<T>> decoders, String json) {
        List<String> problems = new ArrayList<>();
        ObjectDecoder<T> decoder =
                decoders.apply(
                        problem ->
                                problems.add(
                                        "%s: \"%s\": %s"
                                                .formatted(
                                                        problem.path(),
                                                        problem.value(),
                                                        problem.why())));
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try (JsonCursor cursor = decoder.open(new ByteArrayInputStream(bytes))) {
            cursor.next();
            return new Reading<>(decoder.decode(cursor).value(), List.copyOf(problems));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
