package io.nftproxy.core.flows;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.FrontendKey.AddressKey;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.Protocol;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells which flows have to go: those to a service address that are answered by somebody who does
 * not serve it. That covers endpoints that left, and flows from before there was any endpoint,
 * which were not translated and are answered by the service address itself.
 *
 * @param serving asked at each test
 * @param nodeAddresses where nodePorts are asked for; other destinations with that port are none of
 *     ours
 */
public record StaleFlows(Serving serving, Set<IpAddress> nodeAddresses) implements Predicate<Flow> {
    public StaleFlows {
        nodeAddresses = Set.copyOf(nodeAddresses);
    }

    /** Who serves the UDP frontends of one address family. */
    @FunctionalInterface
    public interface Serving {
        /**
         * Endpoints that are ready or serving, whatever policy or topology says of them, so that no
         * live flow is cut for a policy.
         *
         * @return empty if nobody serves it; null if its flows are to be left alone
         */
        @Nullable Set<Endpoint> of(FrontendKey key);
    }

    @Override
    public boolean test(Flow flow) {
        Endpoint destination = flow.destination();
        Set<Endpoint> allowed =
                serving.of(new AddressKey(destination.address(), Protocol.UDP, destination.port()));
        if (allowed == null && nodeAddresses.contains(destination.address())) {
            allowed = serving.of(new NodePortKey(Protocol.UDP, destination.port()));
        }
        return allowed != null && !allowed.contains(flow.answering());
    }
}
