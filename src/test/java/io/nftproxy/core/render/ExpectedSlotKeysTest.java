package io.nftproxy.core.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.nftproxy.core.model.FrontendKey;
import io.nftproxy.core.model.IpAddress;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.model.Protocol;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Field;
import io.nftproxy.core.nft.RuleBuilder;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.testing.LimitedSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ExpectedSlotKeysTest {
    private static final SetSpec ENDPOINTS = StandardSet.ENDPOINTS.spec(IpFamily.IPV4);
    private static final SetSpec SERVICES = StandardSet.SERVICE_IPS.spec(IpFamily.IPV4);
    private static final FrontendKey WEB =
            new FrontendKey.AddressKey(IpAddress.of("10.96.0.10"), Protocol.TCP, 80);
    private static final FrontendKey DNS =
            new FrontendKey.AddressKey(IpAddress.of("10.96.0.11"), Protocol.UDP, 53);

    private final ExpectedSlotKeys keys = new ExpectedSlotKeys();
    private final List<Chain> chains = new ArrayList<>();
    private final List<SetSpec> sets = new ArrayList<>(List.of(ENDPOINTS, SERVICES));
    private final SortedMap<String, List<Element>> elements = new TreeMap<>();

    @Test
    void aChainHasAsManySlotsAsItDrawsFrom() {
        draws("cluster-2", 2);
        goesOn("external-2", "cluster-2");
        leads(SERVICES, WEB, "cluster-2");
        leads(SERVICES, DNS, "external-2");

        assertThat(predicted())
                .containsExactlyInAnyOrder(slot(WEB, 0), slot(WEB, 1), slot(DNS, 0), slot(DNS, 1));
    }

    @Test
    void theChainWithTheMostSlotsCounts() {
        draws("cluster-1", 1);
        draws("cluster-3", 3);
        leads(SERVICES, WEB, "cluster-1");
        SetSpec circuit = StandardSet.SHORT_CIRCUIT.spec(IpFamily.IPV4);
        sets.add(circuit);
        leads(circuit, WEB, "cluster-3");

        assertThat(predicted()).containsExactlyInAnyOrder(slot(WEB, 0), slot(WEB, 1), slot(WEB, 2));
    }

    @Test
    void loopsAndMissingChainsHaveNoSlots() {
        goesOn("a", "b");
        goesOn("b", "a");
        leads(SERVICES, WEB, "a");
        leads(SERVICES, DNS, "missing");

        assertThat(predicted()).isEmpty();
    }

    @Test
    void aHashHasAsManySlotsAsItsTable() {
        TableRef.Family ip = TableRef.Family.IP;
        chains.add(
                Chain.of(
                        "cluster-3-mh",
                        RuleBuilder.rule()
                                .daddr(ip)
                                .l4proto()
                                .thDport()
                                .jhash(ip, true, 3, 1)
                                .dnat(ip, ENDPOINTS.name())));
        leads(SERVICES, WEB, "cluster-3-mh");

        assertThat(predicted()).containsExactlyInAnyOrder(slot(WEB, 0), slot(WEB, 1), slot(WEB, 2));
    }

    @Test
    void hugeNumbersOfSlotsTakeNoMemory() {
        draws("theirs", Integer.MAX_VALUE);
        leads(SERVICES, WEB, "theirs");
        leads(SERVICES, DNS, "theirs");

        assertThat(predicted().size()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aVerdictMapWithAnotherDeclarationIsIgnored() {
        draws("cluster-1", 1);
        leads(SERVICES, WEB, "cluster-1");
        sets.remove(SERVICES);
        sets.add(SetSpec.verdictMap(SERVICES.name(), Field.IP_DADDR));

        assertThat(predicted()).isEmpty();
    }

    @Test
    void onlyMapsOfSlotsArePredicted() {
        assertThat(keys.isKnown(ENDPOINTS)).isTrue();
        assertThat(keys.isKnown(StandardSet.NODEPORT_LOCAL_ENDPOINTS.spec(IpFamily.IPV6))).isTrue();
        assertThat(keys.isKnown(LimitedSet.of(5, ENDPOINTS))).isFalse();
        assertThat(keys.isKnown(SERVICES)).isFalse();
    }

    private Collection<Bytes> predicted() {
        return keys.of(ENDPOINTS, Ruleset.of(chains, sets, elements));
    }

    private void draws(String chain, int slots) {
        TableRef.Family ip = TableRef.Family.IP;
        chains.add(
                Chain.of(
                        chain,
                        RuleBuilder.rule()
                                .daddr(ip)
                                .l4proto()
                                .thDport()
                                .numgen(slots)
                                .dnat(ip, ENDPOINTS.name()),
                        RuleBuilder.rule()
                                .daddr(ip)
                                .l4proto()
                                .thDport()
                                .numgen(1)
                                .dnat(ip, ENDPOINTS.name()),
                        RuleBuilder.rule().drop()));
    }

    private void goesOn(String chain, String to) {
        chains.add(
                Chain.of(
                        chain,
                        RuleBuilder.rule().markOr(0x4000).build(),
                        RuleBuilder.rule().goTo(to)));
    }

    private void leads(SetSpec map, FrontendKey frontend, String chain) {
        elements.computeIfAbsent(map.name(), _ -> new ArrayList<>())
                .add(Element.of(Keys.frontend(frontend), new Verdict.Goto(chain)));
    }

    private static Bytes slot(FrontendKey frontend, int slot) {
        return Keys.slot(Keys.frontend(frontend), slot);
    }
}
