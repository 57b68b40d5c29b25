package io.nftproxy.core.explain;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.plan.PortPlan;
import io.nftproxy.core.render.AffinityNames;
import io.nftproxy.core.trace.ElementLookup;
import org.jspecify.annotations.Nullable;

/** The endpoint that session affinity remembers for a client, read from the kernel. */
record AffinityEntry(Ruleset table, ElementLookup elements) {

    /** Returns the endpoint of a client; null if the table has none. */
    @Nullable Endpoint of(PortPlan port, IpAddress client) {
        AffinityNames names = AffinityNames.of(port.name(), port.family());
        for (boolean local : new boolean[] {false, true}) {
            Bytes found = find(names.clients(local), client);
            if (found == null) {
                continue;
            }
            IpAddress address = IpAddress.ofBytes(found.toArray(), 0, port.family());
            Bytes number =
                    port.family() == IpFamily.IPV4
                            ? found.slice(4, 6)
                            : find(names.clientPorts(local), client);
            return new Endpoint(address, number == null ? 0 : number.shortAt(0));
        }
        return null;
    }

    private @Nullable Bytes find(String map, IpAddress client) {
        SetSpec set = table.sets().get(map);
        Element element = set == null ? null : elements.find(set, Bytes.wrap(client.toBytes()));
        return element != null && element.value() instanceof ElementValue.Data(Bytes data)
                ? data
                : null;
    }
}
