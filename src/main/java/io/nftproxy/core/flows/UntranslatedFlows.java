package io.nftproxy.core.flows;

import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.FrontendKey.AddressKey;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpAddress;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The test for flows that began while nftproxy's table was missing: to a frontend, without DNAT and
 * without a reply. Until such a flow expires, it also takes further packets between the same ports,
 * so that a TCP client that retries from its port gets no DNAT either.
 *
 * @param known the frontends of Services; looked up at each test
 * @param nodeAddresses the addresses that accept NodePorts
 */
public record UntranslatedFlows(Predicate<FrontendKey> known, Set<IpAddress> nodeAddresses)
        implements Predicate<Flow> {
    public UntranslatedFlows {
        nodeAddresses = Set.copyOf(nodeAddresses);
    }

    @Override
    public boolean test(Flow flow) {
        if (flow.replied() || flow.isTranslated()) {
            return false;
        }
        IpAddress address = flow.destination().address();
        int port = flow.destination().port();
        return known.test(new AddressKey(address, flow.protocol(), port))
                || nodeAddresses.contains(address)
                        && known.test(new NodePortKey(flow.protocol(), port));
    }
}
