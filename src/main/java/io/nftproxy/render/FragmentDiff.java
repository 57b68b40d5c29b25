package io.nftproxy.render;

import io.nftproxy.diff.ElementDiff;
import io.nftproxy.diff.TransactionBuilder;
import io.nftproxy.render.ServiceFragment.SetElements;
import io.nftproxy.ruleset.Chain;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.SetSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From a Service's part of the table to its next one. */
final class FragmentDiff {
    private static final SetElements NOTHING = new SetElements(SetSpec.set("none"), List.of());

    private final TransactionBuilder transaction;
    private final Counts.Changes counts;

    FragmentDiff(TransactionBuilder transaction, Counts.Changes counts) {
        this.transaction = transaction;
        this.counts = counts;
    }

    void between(ServiceFragment have, ServiceFragment want) {
        compareSets(have, want);
        compareChains(have.chains(), want.chains());
        compareElements(have, want);
        countShared(have, -1);
        countShared(want, +1);
    }

    private void compareSets(ServiceFragment have, ServiceFragment want) {
        for (SetSpec set : want.sets().values()) {
            if (!have.sets().containsKey(set.name())) {
                transaction.addSet(set);
            }
        }
        for (String set : have.sets().keySet()) {
            if (!want.sets().containsKey(set)) {
                transaction.deleteSet(set);
            }
        }
    }

    private void compareChains(Map<String, Chain> have, Map<String, Chain> want) {
        for (Chain chain : want.values()) {
            Chain held = have.get(chain.name());
            if (held == null) {
                transaction.addChain(chain);
            } else if (!held.equals(chain)) {
                transaction.replaceRules(chain);
            }
        }
        for (String chain : have.keySet()) {
            if (!want.containsKey(chain)) {
                transaction.deleteChain(chain);
            }
        }
    }

    private void compareElements(ServiceFragment have, ServiceFragment want) {
        Set<String> names = new LinkedHashSet<>(have.elements().keySet());
        names.addAll(want.elements().keySet());
        for (String name : names) {
            SetElements held = have.elements().getOrDefault(name, NOTHING);
            SetElements wanted = want.elements().getOrDefault(name, NOTHING);
            boolean setGoes = have.sets().containsKey(name) && !want.sets().containsKey(name);
            if (!setGoes) {
                SetSpec set = want.elements().containsKey(name) ? wanted.set() : held.set();
                ElementDiff.between(set, held.elements(), wanted.elements(), transaction);
            }
        }
    }

    private void countShared(ServiceFragment fragment, int delta) {
        for (SharedChain chain : fragment.sharedChains()) {
            counts.add(chain, delta);
        }
        for (SetElements shared : fragment.sharedElements().values()) {
            for (Element element : shared.elements()) {
                counts.add(new Counts.SharedElement(shared.set(), element), delta);
            }
        }
    }
}
