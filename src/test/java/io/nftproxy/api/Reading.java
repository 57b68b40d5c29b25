package io.nftproxy.api;

import com.fasterxml.jackson.core.JsonParser;
import io.nftproxy.core.model.Cidr;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.Node;
import io.nftproxy.core.model.Service;
import io.nftproxy.sync.ChangeInbox;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One object read from JSON.
 *
 * @param value null if it was left out
 * @param problems as text, {@code path: "value": why}
 */
record Reading<T>(@Nullable T value, List<String> problems) {
    private static final ChangeInbox NOWHERE =
            new ChangeInbox(EnumSet.noneOf(ChangeInbox.Source.class), System::nanoTime);

    static Reading<Service> ofService(String json) {
        return of(WatchedKind.services(NOWHERE), json);
    }

    static Reading<EndpointSlice> ofSlice(String json) {
        return of(WatchedKind.endpointSlices(NOWHERE), json);
    }

    static Reading<Node> ofNode(String json) {
        return ofNode(json, "node-1");
    }

    static Reading<Node> ofNode(String json, String ownName) {
        return of(WatchedKind.node(NOWHERE, ownName), json);
    }

    static Reading<List<Cidr>> ofServiceCidr(String json) {
        return of(WatchedKind.serviceCidrs(NOWHERE), json);
    }

    private static <T> Reading<T> of(WatchedKind<T> kind, String json) {
        List<String> problems = new ArrayList<>();
        WatchListener listener =
                new WatchListener() {
                    @Override
                    public void unreadable(ReadProblem problem) {
                        problems.add(
                                problem.path() + ": \"" + problem.value() + "\": " + problem.why());
                    }
                };
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = JsonStreams.open(new ByteArrayInputStream(bytes))) {
            parser.nextToken();
            JsonCursor cursor = new JsonCursor(parser, new StringPool());
            T value = new ObjectDecoder<>(kind, listener).decode(cursor).value();
            return new Reading<>(value, List.copyOf(problems));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
