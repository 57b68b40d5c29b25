package io.nftproxy.serve.control;

import static io.nftproxy.config.json.JsonText.object;

import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.model.EndpointSlice;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.SliceEndpoint;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
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
     * @param addresses a list of addresses as text; anything else is left out
     */
    static Map<String, @Nullable Object> of(ProxyState state, @Nullable Object addresses) {
        Set<IpAddress> wanted = new HashSet<>();
        for (Object text : addresses instanceof Collection<?> some ? some : List.of()) {
            IpAddress address = IpAddress.parse(String.valueOf(text));
            if (address != null) {
                wanted.add(address);
            }
        }
        Map<String, @Nullable Object> nodes = object();
        for (EndpointSlice slice : state.slices()) {
            for (SliceEndpoint endpoint : slice.endpoints()) {
                if (endpoint.nodeName() != null && wanted.contains(endpoint.address())) {
                    nodes.put(endpoint.address().toString(), endpoint.nodeName());
                }
            }
        }
        return object("nodes", nodes);
    }
}
