package io.nftproxy.core.plan;

import io.nftproxy.core.model.IpAddress;
import java.util.List;

/** The node's addresses that accept NodePorts, in one family. */
public sealed interface NodePortMatch {
    /** Every local address except loopback ones, including those that are added later. */
    record AnyLocal() implements NodePortMatch {}

    /** Only these addresses; none of them is a loopback address. */
    record Addresses(List<IpAddress> addresses) implements NodePortMatch {
        public Addresses {
            addresses = addresses.stream().distinct().sorted().toList();
        }
    }
}
