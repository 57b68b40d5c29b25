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
 * The test for stale flows: flows to a frontend whose replies come from an address that does not
 * serve it. These are flows to removed endpoints, and flows from before the first endpoint, which
 * have no DNAT.
 *
 * @param serving looked up at each test
 * @param nodeAddresses the addresses that accept NodePorts; flows to the same port of other hosts
 *     are not touched
 */
public record StaleFlows(Serving serving, Set<IpAddress> nodeAddresses) implements Predicate<Flow> {
    public StaleFlows {
        nodeAddresses = Set.copyOf(nodeAddresses);
    }

    /** The endpoints of the UDP frontends of one family. */
    @FunctionalInterface
    public interface Serving {
        /**
         * Returns the endpoints of a frontend that are ready or serving. Policies and topology are
         * ignored, so that they never cut a live flow.
         *
         * @return empty if the frontend has no endpoint; null if its flows must not be touched
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
