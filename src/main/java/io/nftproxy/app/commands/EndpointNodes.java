package io.nftproxy.app.commands;

import io.nftproxy.config.json.Json;
import io.nftproxy.config.json.JsonValues;
import io.nftproxy.core.flows.Flow;
import io.nftproxy.core.model.IpAddress;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The nodes of endpoints. The daemon is asked for those that connections have. */
final class EndpointNodes {
    /** A request has up to 4096 bytes, an address up to 40. */
    private static final int ASKED_MAX = 64;

    /** Beyond it, all are asked for again. */
    private static final int REMEMBERED_MAX = 100_000;

    private static final String UNKNOWN = "unknown";

    private final Map<IpAddress, Optional<String>> byAddress = new HashMap<>();

    /** Asks for the nodes of connections that are not known yet. */
    void learn(Collection<Flow> flows) throws IOException {
        if (byAddress.size() > REMEMBERED_MAX) {
            byAddress.clear();
        }
        List<IpAddress> wanted =
                flows.stream()
                        .map(flow -> flow.answering().address())
                        .distinct()
                        .filter(address -> !byAddress.containsKey(address))
                        .toList();
        for (int from = 0; from < wanted.size(); from += ASKED_MAX) {
            ask(wanted.subList(from, Math.min(from + ASKED_MAX, wanted.size())));
        }
    }

    private void ask(List<IpAddress> addresses) throws IOException {
        Json nodes =
                new Json(
                                JsonValues.object(
                                        Daemon.ask("nodes", "addresses", addresses).orElse("{}")))
                        .object("nodes");
        for (IpAddress address : addresses) {
            String node = nodes.text(address.toString());
            byAddress.put(address, node.isEmpty() ? Optional.empty() : Optional.of(node));
        }
    }

    /** Returns the node of a connection's endpoint; null if it is unknown. */
    @Nullable String known(Flow flow) {
        return byAddress.getOrDefault(flow.answering().address(), Optional.empty()).orElse(null);
    }

    /** Returns the node of a connection's endpoint, or {@code unknown}. */
    String of(Flow flow) {
        String node = known(flow);
        return node == null ? UNKNOWN : node;
    }
}
