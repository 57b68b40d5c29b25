package io.nftproxy.core.render;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.PackedElements;
import io.nftproxy.core.nft.PackedIndex;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.plan.ExistingSlots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The slots in a table that was read from the kernel. */
public final class KernelSlots implements ExistingSlots {
    /** By map name. */
    private final Map<String, Slots> slots = new HashMap<>();

    /** The elements of a map, and their index by key. */
    private record Slots(PackedElements elements, PackedIndex index) {}

    public KernelSlots(Ruleset table) {
        for (IpFamily family : IpFamily.values()) {
            read(table, StandardSet.ENDPOINTS, family);
            read(table, StandardSet.LOCAL_ENDPOINTS, family);
            read(table, StandardSet.NODEPORT_ENDPOINTS, family);
            read(table, StandardSet.NODEPORT_LOCAL_ENDPOINTS, family);
        }
    }

    private void read(Ruleset table, StandardSet set, IpFamily family) {
        PackedElements elements = packed(set.spec(family), set.elementsIn(table, family));
        slots.put(set.nameOf(family), new Slots(elements, new PackedIndex(elements)));
    }

    /** Leaves out elements of another process, such as a catch-all element. */
    private static PackedElements packed(SetSpec spec, List<Element> elements) {
        if (elements instanceof PackedElements packed) {
            return packed;
        }
        PackedElements packed = new PackedElements(spec);
        elements.stream().filter(packed::suits).forEach(packed::add);
        return packed;
    }

    @Override
    public List<Endpoint> slots(FrontendKey key, IpFamily family) {
        return find(
                key instanceof NodePortKey ? StandardSet.NODEPORT_ENDPOINTS : StandardSet.ENDPOINTS,
                key,
                family);
    }

    @Override
    public List<Endpoint> localSlots(FrontendKey key, IpFamily family) {
        return find(
                key instanceof NodePortKey
                        ? StandardSet.NODEPORT_LOCAL_ENDPOINTS
                        : StandardSet.LOCAL_ENDPOINTS,
                key,
                family);
    }

    private List<Endpoint> find(StandardSet set, FrontendKey key, IpFamily family) {
        Slots map = Objects.requireNonNull(slots.get(set.nameOf(family)));
        Bytes frontend = Keys.frontend(key);
        byte[] data = new byte[map.elements().dataLengthBytes()];
        List<Endpoint> endpoints = new ArrayList<>();
        int at = map.index().find(Keys.slot(frontend, 0));
        while (at >= 0) {
            map.elements().copyData(at, data, 0);
            endpoints.add(endpoint(Bytes.wrap(data), family));
            at = map.index().find(Keys.slot(frontend, endpoints.size()));
        }
        return endpoints;
    }

    private static Endpoint endpoint(Bytes data, IpFamily family) {
        int port = data.shortAt(family.addressLengthBytes());
        return new Endpoint(IpAddress.ofBytes(data.toArray(), 0, family), port);
    }
}
