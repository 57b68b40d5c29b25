package io.nftproxy.core.render;

import io.nftproxy.core.diff.ExpectedKeys;
import io.nftproxy.core.model.IpFamily;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The prediction of keys in the maps of slots: a verdict map sends each frontend to a chain, and
 * this chain or one that it goes to draws from a known number of slots.
 */
public final class ExpectedSlotKeys implements ExpectedKeys {
    /** For each map of slots, the verdict maps whose chains draw from it. */
    private static final Map<StandardSet, List<StandardSet>> LEADING =
            Map.of(
                    StandardSet.ENDPOINTS,
                    List.of(StandardSet.SERVICE_IPS, StandardSet.SHORT_CIRCUIT),
                    StandardSet.LOCAL_ENDPOINTS,
                    List.of(StandardSet.SERVICE_IPS),
                    StandardSet.NODEPORT_ENDPOINTS,
                    List.of(StandardSet.SERVICE_NODEPORTS, StandardSet.NODEPORT_SHORT_CIRCUIT),
                    StandardSet.NODEPORT_LOCAL_ENDPOINTS,
                    List.of(StandardSet.SERVICE_NODEPORTS));

    /** A map of slots. */
    private record Slots(StandardSet set, IpFamily family) {}

    private final Map<SetSpec, Slots> known = new HashMap<>();

    public ExpectedSlotKeys() {
        for (StandardSet set : LEADING.keySet()) {
            for (IpFamily family : IpFamily.values()) {
                known.put(set.spec(family), new Slots(set, family));
            }
        }
    }

    @Override
    public boolean isKnown(SetSpec set) {
        return known.containsKey(set);
    }

    @Override
    public Collection<Bytes> of(SetSpec set, Ruleset read) {
        Slots slots = known.get(set);
        if (slots == null) {
            return List.of();
        }
        return new SlotKeys(frontends(slots, read));
    }

    /** Returns the number of slots of each frontend. */
    private static Map<Bytes, Integer> frontends(Slots slots, Ruleset read) {
        Map<String, Integer> drawn = new HashMap<>();
        Map<Bytes, Integer> frontends = new HashMap<>();
        String map = slots.set().nameOf(slots.family());
        for (StandardSet verdicts : LEADING.getOrDefault(slots.set(), List.of())) {
            for (Element element : verdicts.elementsIn(read, slots.family())) {
                if (element.value() instanceof Verdict.Goto(String chain)) {
                    int count = drawn.computeIfAbsent(chain, name -> drawn(read, name, map));
                    if (count > 0) {
                        frontends.merge(element.key(), count, Math::max);
                    }
                }
            }
        }
        return frontends;
    }

    /**
     * Returns the number of slots of a map that a chain, or one that it goes to, draws from; 0 if
     * none does.
     */
    private static int drawn(Ruleset read, String chain, String map) {
        int drawn = 0;
        Set<String> seen = new HashSet<>();
        List<String> left = new ArrayList<>(List.of(chain));
        while (!left.isEmpty()) {
            Chain next = read.chains().get(left.removeLast());
            if (next != null && seen.add(next.name())) {
                for (Rule rule : next.rules()) {
                    drawn = Math.max(drawn, drawn(rule, map));
                    follow(rule, left);
                }
            }
        }
        return drawn;
    }

    private static int drawn(Rule rule, String map) {
        int modulus = 0;
        for (Expression expression : rule.expressions()) {
            if (expression instanceof Expression.Numgen numgen) {
                modulus = numgen.modulus();
            } else if (expression instanceof Expression.Jhash hash) {
                modulus = hash.modulus();
            } else if (expression instanceof Expression.Lookup lookup && lookup.set().equals(map)) {
                return modulus;
            }
        }
        return 0;
    }

    private static void follow(Rule rule, List<String> chains) {
        for (Expression expression : rule.expressions()) {
            if (expression instanceof Expression.ImmediateVerdict(Verdict.Goto(String chain))) {
                chains.add(chain);
            }
        }
    }
}
