package io.nftproxy.testing;

import io.nftproxy.core.nft.BaseChain;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A chain whose rules have handles. */
record FakeChain(@Nullable BaseChain base, List<HandledRule> rules) {

    record HandledRule(long handle, Rule rule) {}

    FakeChain copy() {
        return new FakeChain(base, new ArrayList<>(rules));
    }

    Chain toChain(String name) {
        return new Chain(name, base, rules.stream().map(HandledRule::rule).toList());
    }
}
