package io.nftproxy.core.render;

import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.FrontendKey.AddressKey;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Ruleset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The frontends in a table that was read from the kernel. */
public final class KernelFrontends {
    private static final int WORD = 4;

    private KernelFrontends() {}

    /**
     * Returns the frontends of a protocol, with and without endpoints. A family without any is
     * missing.
     */
    public static Map<IpFamily, Set<FrontendKey>> of(Ruleset table, Protocol protocol) {
        Map<IpFamily, Set<FrontendKey>> found = new EnumMap<>(IpFamily.class);
        for (IpFamily family : IpFamily.values()) {
            Set<FrontendKey> keys = new HashSet<>();
            names(table, family, protocol).forEach((key, _) -> keys.add(key));
            if (!keys.isEmpty()) {
                found.put(family, keys);
            }
        }
        return found;
    }

    /**
     * Returns the frontends of a protocol in a family, each with the comment of its element, which
     * is the name of the Service port; empty without a comment.
     */
    public static Map<FrontendKey, String> names(
            Ruleset table, IpFamily family, Protocol protocol) {
        Map<FrontendKey, String> names = new HashMap<>();
        for (StandardSet set :
                List.of(
                        StandardSet.SERVICE_IPS,
                        StandardSet.NO_ENDPOINT_SERVICES,
                        StandardSet.SERVICE_NODEPORTS,
                        StandardSet.NO_ENDPOINT_NODEPORTS)) {
            read(table, set, family, protocol, names);
        }
        return names;
    }

    private static void read(
            Ruleset table,
            StandardSet set,
            IpFamily family,
            Protocol protocol,
            Map<FrontendKey, String> names) {
        boolean nodePorts = set.spec(family).key().size() == 2;
        int keyBytes = set.spec(family).keyLengthBytes();
        int address = nodePorts ? 0 : family.addressLengthBytes();
        for (Element element : set.elementsIn(table, family)) {
            Bytes key = element.key();
            // A catchall element, added by another process, has no key.
            if (key.length() == keyBytes && key.at(address) == (byte) protocol.number()) {
                int port = key.shortAt(address + WORD);
                names.put(
                        nodePorts
                                ? new NodePortKey(protocol, port)
                                : new AddressKey(
                                        IpAddress.ofBytes(key.toArray(), 0, family),
                                        protocol,
                                        port),
                        Objects.requireNonNullElse(element.comment(), ""));
            }
        }
    }
}
