package io.nftproxy.serve.control;

import static io.nftproxy.config.json.JsonText.object;

import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.SliceEndpoint;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The answer to {@code nodes}: the node of each endpoint that was asked for. */
final class NodesAnswer {
    private NodesAnswer() {}

    /**
     * Returns {@code {"nodes":{"10.244.0.7":"node-1"}}}, without the addresses that no
     * EndpointSlice has, or has without a node.
     *
     * @param addresses a list of text; anything else is an empty list
     */
    static Map<String, @Nullable Object> of(ProxyState state, @Nullable Object addresses) {
        Set<Object> wanted =
                addresses instanceof Collection<?> some ? new HashSet<>(some) : Set.of();
        Map<String, @Nullable Object> nodes = object();
        for (EndpointSlice slice : state.slices()) {
            for (SliceEndpoint endpoint : slice.endpoints()) {
                String address = endpoint.address().toString();
                if (endpoint.nodeName() != null && wanted.contains(address)) {
                    nodes.put(address, endpoint.nodeName());
                }
            }
        }
        return object("nodes", nodes);
    }
}
