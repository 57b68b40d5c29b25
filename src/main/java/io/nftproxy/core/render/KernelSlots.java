package io.nftproxy.core.render;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.FrontendKey.NodePortKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.plan.ExistingSlots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The slots in a table that was read from the kernel. */
public final class KernelSlots implements ExistingSlots {
    private static final int SLOT_BYTES = 4;

    /** The elements of each frontend in any order, by map name. */
    private final Map<String, Map<Bytes, List<Element>>> slots = new HashMap<>();

    public KernelSlots(Ruleset table) {
        for (IpFamily family : IpFamily.values()) {
            read(table, StandardSet.ENDPOINTS, family);
            read(table, StandardSet.LOCAL_ENDPOINTS, family);
            read(table, StandardSet.NODEPORT_ENDPOINTS, family);
            read(table, StandardSet.NODEPORT_LOCAL_ENDPOINTS, family);
        }
    }

    private void read(Ruleset table, StandardSet set, IpFamily family) {
        String name = set.nameOf(family);
        SetSpec spec = set.spec(family);
        if (!spec.equals(table.sets().get(name))) {
            // A map with this name and another declaration: its elements are not slots.
            return;
        }
        Map<Bytes, List<Element>> byFrontend = new HashMap<>();
        for (Element element : table.elementsOf(name)) {
            // A catchall element, added by another process, has no key.
            if (element.key().length() == spec.keyLengthBytes()) {
                Bytes frontend = element.key().slice(0, spec.keyLengthBytes() - SLOT_BYTES);
                byFrontend.computeIfAbsent(frontend, _ -> new ArrayList<>()).add(element);
            }
        }
        slots.put(name, byFrontend);
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
        List<Element> found =
                slots.getOrDefault(set.nameOf(family), Map.of())
                        .getOrDefault(Keys.frontend(key), List.of());
        Endpoint[] endpoints = new Endpoint[found.size()];
        for (Element element : found) {
            int slot = element.key().hostIntAt(element.key().length() - SLOT_BYTES);
            if (slot < 0
                    || slot >= endpoints.length
                    || !(element.value() instanceof ElementValue.Data(Bytes data))) {
                return List.of();
            }
            endpoints[slot] = endpoint(data, family);
        }
        return List.of(endpoints);
    }

    private static Endpoint endpoint(Bytes data, IpFamily family) {
        int port = data.shortAt(family.addressLengthBytes());
        return new Endpoint(IpAddress.ofBytes(data.toArray(), 0, family), port);
    }
}
