package io.nftproxy.core.nft;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table into which several programs write, as iptables' {@code ip nat}: which chain leads to
 * which. What its rules match is not known here.
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
     * @param base whether packets enter the table here, as in {@code PREROUTING}
     * @param dropsByDefault whether a base chain drops what no rule decides about
     * @param unseenUses how often something other than these rules refers to the chain, as a
     *     verdict map does
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
     * @param handle by which it can be deleted; no two rules of a table share one
     * @param jumpsTo the chain it jumps or goes to; null if to none
     */
    public record Rule(long handle, @Nullable String jumpsTo) {}
}
