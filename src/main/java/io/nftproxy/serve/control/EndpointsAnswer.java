package io.nftproxy.serve.control;

import static io.nftproxy.config.json.JsonText.object;

import io.nftproxy.core.explain.EndpointStatus;
import io.nftproxy.core.explain.EndpointStatuses;
import io.nftproxy.core.explain.NoAnswer;
import io.nftproxy.core.explain.ProxyState;
import io.nftproxy.core.model.ObjectName;
import io.nftproxy.core.model.Service;
import io.nftproxy.core.model.SliceEndpoint;
import io.nftproxy.core.plan.Unused;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to {@code endpoints}: each endpoint of a Service, and whether it is used. */
final class EndpointsAnswer {
    private EndpointsAnswer() {}

    static Map<String, @Nullable Object> of(ProxyState state, String namespace, String name)
            throws NoAnswer {
        Service service = state.service(new ObjectName(namespace, name));
        return object(
                "namespace",
                namespace,
                "name",
                name,
                "endpoints",
                new EndpointStatuses(state, service)
                        .all().stream().map(EndpointsAnswer::endpoint).toList());
    }

    private static Map<String, @Nullable Object> endpoint(EndpointStatus one) {
        Map<String, @Nullable Object> endpoint =
                object(
                        "port", one.port(),
                        "family", one.family().kubernetesName(),
                        "endpoint", one.endpoint());
        endpoint.putAll(facts(one.facts()));
        endpoint.put("used", one.unused() == null);
        endpoint.put("slot", one.slot() < 0 ? null : one.slot());
        endpoint.put("localSlot", one.localSlot() < 0 ? null : one.localSlot());
        endpoint.put("unused", unused(one.unused()));
        return endpoint;
    }

    /** Returns the fields of an EndpointSlice's entry. */
    static Map<String, @Nullable Object> facts(SliceEndpoint facts) {
        return object(
                "node", facts.nodeName(),
                "zone", facts.zone(),
                "ready", facts.ready(),
                "serving", facts.serving(),
                "terminating", facts.terminating(),
                "zoneHints", facts.zoneHints(),
                "nodeHints", facts.nodeHints());
    }

    static @Nullable Object unused(@Nullable Unused unused) {
        return unused == null
                ? null
                : object("reason", unused.reason(), "message", unused.message());
    }
}
