package io.nftproxy.core.trace;

import io.nftproxy.core.nft.BaseChain.Hook;
import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A ruleset prepared for lookups, with the addresses of the simulated host. */
final class TableView {
    private static final int IPV4_LOOPBACK_NETWORK = 127;

    private final Ruleset ruleset;
    private final Set<Bytes> localAddresses;
    private final ElementLookup elements;

    /** The elements found so far: every run of a simulation looks up the same ones. */
    private final Map<LookedUp, Optional<Element>> found = new HashMap<>();

    private record LookedUp(String set, Bytes key) {}

    TableView(Ruleset ruleset, ElementLookup elements, Set<Bytes> localAddresses) {
        this.ruleset = ruleset;
        this.elements = elements;
        this.localAddresses = Set.copyOf(localAddresses);
    }

    /** Returns the base chains of a hook, in the order of their priorities. */
    List<Chain> baseChains(Hook hook) {
        List<Chain> chains = new ArrayList<>();
        for (Chain chain : ruleset.chains().values()) {
            if (chain.base() != null && chain.base().hook() == hook) {
                chains.add(chain);
            }
        }
        chains.sort(Comparator.comparingInt(TableView::priority));
        return chains;
    }

    private static int priority(Chain chain) {
        return chain.base() == null ? 0 : chain.base().priority();
    }

    Chain chain(String name) {
        Chain chain = ruleset.chains().get(name);
        if (chain == null) {
            throw new IllegalStateException("the table has no chain " + name);
        }
        return chain;
    }

    SetSpec set(String name) {
        SetSpec set = ruleset.sets().get(name);
        if (set == null) {
            throw new IllegalStateException("the table has no set " + name);
        }
        return set;
    }

    @Nullable Element find(SetSpec set, Bytes key) {
        return found.computeIfAbsent(
                        new LookedUp(set.name(), key),
                        _ -> Optional.ofNullable(elements.find(set, key)))
                .orElse(null);
    }

    boolean isLocal(Bytes address) {
        return localAddresses.contains(address) || isLoopback(address);
    }

    private static boolean isLoopback(Bytes address) {
        if (address.length() == 4) {
            return address.at(0) == IPV4_LOOPBACK_NETWORK;
        }
        for (int i = 0; i < 15; i++) {
            if (address.at(i) != 0) {
                return false;
            }
        }
        return address.at(15) == 1;
    }
}
