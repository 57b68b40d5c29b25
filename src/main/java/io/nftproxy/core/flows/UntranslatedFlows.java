package io.nftproxy.core.flows;

import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.FrontendKey.AddressKey;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpAddress;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Picks the flows that began while our table was not there: to a service address, not translated
 * and without a reply. Until such a flow expires, conntrack keeps it for each further packet of the
 * same ports, so that a TCP client that tries again from its port is not translated either.
 *
 * @param known tells the frontends that Services have; asked at each test
 * @param nodeAddresses where nodePorts are asked for
 */
public record UntranslatedFlows(Predicate<FrontendKey> known, Set<IpAddress> nodeAddresses)
        implements Predicate<Flow> {
    public UntranslatedFlows {
        nodeAddresses = Set.copyOf(nodeAddresses);
    }

    @Override
    public boolean test(Flow flow) {
        if (flow.replied() || !flow.answering().equals(flow.destination())) {
            return false;
        }
        IpAddress address = flow.destination().address();
        int port = flow.destination().port();
        return known.test(new AddressKey(address, flow.protocol(), port))
                || nodeAddresses.contains(address)
                        && known.test(new NodePortKey(flow.protocol(), port));
    }
}
