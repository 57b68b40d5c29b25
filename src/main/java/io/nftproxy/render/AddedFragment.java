package io.nftproxy.render;

import io.nftproxy.diff.TransactionBuilder;
import io.nftproxy.ruleset.Chain;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.PackedElements;
import io.nftproxy.ruleset.SetSpec;
import java.util.HashSet;
import java.util.Set;

/** Adds Services of which the table has nothing yet: there is nothing to compare, only to write. */
final class AddedFragment implements Fragment {
    private final TransactionBuilder transaction;
    private final Counts.Changes counts;
    private final Set<String> ownSets = new HashSet<>();
    private final Set<String> ownChains = new HashSet<>();

    AddedFragment(TransactionBuilder transaction, Counts.Changes counts) {
        this.transaction = transaction;
        this.counts = counts;
    }

    @Override
    public void add(SetSpec set, Element element) {
        transaction.addElement(set, element);
    }

    @Override
    public PackedElements packed(SetSpec map) {
        return transaction.packed(map);
    }

    @Override
    public void addShared(SetSpec set, Element element) {
        counts.add(new Counts.SharedElement(set, element), +1);
    }

    @Override
    public void use(SharedChain chain) {
        counts.add(chain, +1);
    }

    @Override
    public void own(SetSpec set) {
        if (ownSets.add(set.name())) {
            transaction.addSet(set);
        }
    }

    @Override
    public void own(Chain chain) {
        if (ownChains.add(chain.name())) {
            transaction.addChain(chain);
        }
    }
}
