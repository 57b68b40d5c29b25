package io.nftproxy.diff;

import io.nftproxy.ruleset.Chain;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.Ruleset;
import io.nftproxy.ruleset.SetSpec;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The table that a transaction makes where there was none. */
public final class RulesetOf {
    private RulesetOf() {}

    /**
     * @param transaction one that only adds
     * @throws IllegalArgumentException if it does anything else
     */
    public static Ruleset additions(Transaction transaction) {
        Map<String, Chain> chains = new TreeMap<>();
        Map<String, SetSpec> sets = new TreeMap<>();
        SortedMap<String, List<Element>> elements = new TreeMap<>();
        for (Operation operation : transaction.operations()) {
            switch (operation) {
                // A chain is added with its rules in view, they only follow as operations too.
                case Operation.AddTable _, Operation.AddRule _ -> {}
                case Operation.AddChain add -> chains.put(add.chain().name(), add.chain());
                case Operation.AddSet add -> sets.put(add.set().name(), add.set());
                case Operation.AddElements add -> elements.put(add.set().name(), add.elements());
                default -> throw new IllegalArgumentException("not an addition: " + operation);
            }
        }
        return Ruleset.of(chains.values(), sets.values(), elements);
    }
}
