package io.nftproxy.core.nft;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chain with its rules.
 *
 * @param name at most 255 bytes
 * @param base null for a regular chain
 */
public record Chain(String name, @Nullable BaseChain base, List<Rule> rules) {
    public Chain {
        rules = List.copyOf(rules);
    }

    public static Chain of(String name, Rule... rules) {
        return new Chain(name, null, List.of(rules));
    }
}
