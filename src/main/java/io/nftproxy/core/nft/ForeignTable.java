package io.nftproxy.core.nft;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table of another program, such as {@code ip nat} of iptables, reduced to its chains and the
 * jumps between them.
 *
 * @param chains by name
 */
public record ForeignTable(TableRef table, SortedMap<String, Chain> chains) {
    public ForeignTable {
        chains = Collections.unmodifiableSortedMap(new TreeMap<>(chains));
    }

    /**
     * A chain.
     *
     * @param base whether it is a base chain, such as {@code PREROUTING}
     * @param dropsByDefault whether the policy of a base chain is drop
     * @param unseenUses the number of references to the chain that are not in these rules, for
     *     example of a verdict map
     * @param rules in order
     */
    public record Chain(
            String name, boolean base, boolean dropsByDefault, long unseenUses, List<Rule> rules) {
        public Chain {
            rules = List.copyOf(rules);
        }
    }

    /**
     * A rule.
     *
     * @param handle the handle to delete it by; unique in the table
     * @param jumpsTo the target of its jump or goto; null if it has none
     */
    public record Rule(long handle, @Nullable String jumpsTo) {}
}
