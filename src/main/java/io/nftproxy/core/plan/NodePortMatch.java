package io.nftproxy.core.plan;

import io.nftproxy.core.model.IpAddress;
import java.util.List;

/** Which addresses of the node accept nodePorts, in one family. */
public sealed interface NodePortMatch {
    /** Every local address but loopback ones, also those that come later. */
    record AnyLocal() implements NodePortMatch {}

    /** Just these; none of them is a loopback address. */
    record Addresses(List<IpAddress> addresses) implements NodePortMatch {
        public Addresses {
            addresses = addresses.stream().distinct().sorted().toList();
        }
    }
}
