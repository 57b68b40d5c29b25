package io.nftproxy.core.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.Endpoint;
import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.ElementValue;
import io.nftproxy.core.nft.PackedElements;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.testing.LimitedSet;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KernelSlotsTest {
    private static final SetSpec MAP = StandardSet.ENDPOINTS.spec(IpFamily.IPV4);
    private static final FrontendKey WEB =
            new FrontendKey.AddressKey(IpAddress.of("10.96.0.10"), Protocol.TCP, 80);
    private static final FrontendKey DNS =
            new FrontendKey.AddressKey(IpAddress.of("10.96.0.11"), Protocol.UDP, 53);
    private static final Endpoint FIRST = endpoint("10.244.0.1");
    private static final Endpoint SECOND = endpoint("10.244.0.2");

    private final PackedElements elements = new PackedElements(MAP);

    @Test
    void slotsAreInTheOrderOfTheirNumbers() {
        elements.addAll(List.of(slot(WEB, 1, SECOND), slot(DNS, 0, SECOND), slot(WEB, 0, FIRST)));

        assertThat(slots(elements, WEB)).containsExactly(FIRST, SECOND);
        assertThat(slots(elements, DNS)).containsExactly(SECOND);
    }

    @Test
    void slotsAfterAHoleAreNotUsed() {
        elements.addAll(List.of(slot(WEB, 0, FIRST), slot(WEB, 77, SECOND)));

        assertThat(slots(elements, WEB)).containsExactly(FIRST);
        assertThat(slots(elements, DNS)).isEmpty();
    }

    @Test
    void elementsOfAnotherProcessAreNotSlots() {
        List<Element> plain = new ArrayList<>(List.of(slot(WEB, 0, FIRST)));
        plain.add(slot(WEB, 1, SECOND).withComment("theirs"));
        plain.add(Element.of(Bytes.EMPTY, plain.getFirst().value()));

        assertThat(slots(plain, WEB)).containsExactly(FIRST);
    }

    @Test
    void aMapWithAnotherDeclarationHasNoSlots() {
        elements.add(slot(WEB, 0, FIRST));
        SetSpec other = LimitedSet.of(7, MAP);

        assertThat(new KernelSlots(table(other, elements)).slots(WEB, IpFamily.IPV4)).isEmpty();
    }

    private static List<Endpoint> slots(List<Element> elements, FrontendKey key) {
        return new KernelSlots(table(MAP, elements)).slots(key, IpFamily.IPV4);
    }

    private static Ruleset table(SetSpec map, List<Element> elements) {
        TreeMap<String, List<Element>> bySet = new TreeMap<>();
        bySet.put(map.name(), elements);
        return Ruleset.of(List.of(), List.of(map), bySet);
    }

    private static Element slot(FrontendKey key, int slot, Endpoint endpoint) {
        return Element.of(
                Keys.slot(Keys.frontend(key), slot),
                new ElementValue.Data(Keys.endpoint(endpoint)));
    }

    private static Endpoint endpoint(String address) {
        return new Endpoint(IpAddress.of(address), 8080);
    }
}
