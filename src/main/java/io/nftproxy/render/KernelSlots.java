package io.nftproxy.render;

import io.nftproxy.model.Endpoint;
import io.nftproxy.model.FrontendKey;
import io.nftproxy.model.FrontendKey.NodePortKey;
import io.nftproxy.model.IpAddress;
import io.nftproxy.model.IpFamily;
import io.nftproxy.plan.SlotMemory;
import io.nftproxy.ruleset.Bytes;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.ElementValue;
import io.nftproxy.ruleset.Ruleset;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The slots that a table read from the kernel has. */
public final class KernelSlots implements SlotMemory {
    private static final int SLOT_BYTES = 4;

    private final Map<String, Map<Bytes, TreeMap<Integer, Endpoint>>> slots = new HashMap<>();

    public KernelSlots(Ruleset table) {
        for (IpFamily family : IpFamily.values()) {
            read(table, Container.ENDPOINTS, family);
            read(table, Container.LOCAL_ENDPOINTS, family);
            read(table, Container.NODEPORT_ENDPOINTS, family);
            read(table, Container.NODEPORT_LOCAL_ENDPOINTS, family);
        }
    }

    private void read(Ruleset table, Container container, IpFamily family) {
        String name = container.nameOf(family);
        if (!container.spec(family).equals(table.sets().get(name))) {
            // A map of this name but another make: nothing in it can be trusted to be a slot.
            return;
        }
        Map<Bytes, TreeMap<Integer, Endpoint>> byKey = new HashMap<>();
        for (Element element : table.elementsOf(name)) {
            if (element.value() instanceof ElementValue.Data(Bytes data)) {
                byte[] key = element.key().toArray();
                int frontend = key.length - SLOT_BYTES;
                int slot = ByteBuffer.wrap(key).order(ByteOrder.nativeOrder()).getInt(frontend);
                byKey.computeIfAbsent(element.key().slice(0, frontend), _ -> new TreeMap<>())
                        .put(slot, endpoint(data, family));
            }
        }
        slots.put(name, byKey);
    }

    private static Endpoint endpoint(Bytes data, IpFamily family) {
        byte[] bytes = data.toArray();
        int port = data.shortAt(family.addressLengthBytes());
        return new Endpoint(IpAddress.ofBytes(bytes, 0, family), port);
    }

    @Override
    public List<Endpoint> slots(FrontendKey key, IpFamily family) {
        return find(
                key instanceof NodePortKey ? Container.NODEPORT_ENDPOINTS : Container.ENDPOINTS,
                key,
                family);
    }

    @Override
    public List<Endpoint> localSlots(FrontendKey key, IpFamily family) {
        return find(
                key instanceof NodePortKey
                        ? Container.NODEPORT_LOCAL_ENDPOINTS
                        : Container.LOCAL_ENDPOINTS,
                key,
                family);
    }

    private List<Endpoint> find(Container container, FrontendKey key, IpFamily family) {
        TreeMap<Integer, Endpoint> found =
                slots.getOrDefault(container.nameOf(family), Map.of()).get(Keys.frontend(key));
        if (found == null || found.firstKey() != 0 || found.lastKey() != found.size() - 1) {
            return List.of();
        }
        return new ArrayList<>(found.values());
    }
}
