package io.nftproxy.core.diff;

import io.nftproxy.core.nft.BaseChain;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The difference between two states of a table: of the whole table after it was read from the
 * kernel, or of the parts that a change affects.
 */
public final class RulesetDiff {
    private final Ruleset have;
    private final Ruleset want;
    private final TransactionBuilder transaction;

    /** Sets that exist with another declaration; every rule that uses one is replaced. */
    private final Set<String> replacedSets = new HashSet<>();

    private RulesetDiff(Ruleset have, Ruleset want, TransactionBuilder transaction) {
        this.have = have;
        this.want = want;
        this.transaction = transaction;
    }

    /** Adds the operations that turn one table into the other; adds none if they are equal. */
    public static void between(Ruleset have, Ruleset want, TransactionBuilder transaction) {
        if (needsNewTable(have, want)) {
            transaction.deleteTable();
            new RulesetDiff(Ruleset.ABSENT, want, transaction).run();
        } else {
            new RulesetDiff(have, want, transaction).run();
        }
    }

    /**
     * Returns whether the table must be deleted and created again, because a part of it cannot be
     * changed. Since kernel 6.9 a base chain cannot be added or deleted in the transaction that
     * makes a dormant table active.
     */
    public static boolean needsNewTable(Ruleset have, Ruleset want) {
        return switch (have.condition()) {
            case ABSENT, ACTIVE -> false;
            case DORMANT -> !baseChains(have).equals(baseChains(want));
            case ALTERED -> true;
        };
    }

    private static Map<String, BaseChain> baseChains(Ruleset table) {
        Map<String, BaseChain> bases = new HashMap<>();
        for (Chain chain : table.chains().values()) {
            if (chain.base() != null) {
                bases.put(chain.name(), chain.base());
            }
        }
        return bases;
    }

    private void run() {
        if (have.condition() != Ruleset.Condition.ACTIVE) {
            transaction.addTable();
        }
        want.sets().values().forEach(this::compareSet);
        want.chains().values().forEach(this::compareChain);
        for (String set : have.sets().keySet()) {
            if (!want.sets().containsKey(set)) {
                transaction.deleteSet(set);
            }
        }
        for (String chain : have.chains().keySet()) {
            if (!want.chains().containsKey(chain)) {
                transaction.deleteChain(chain);
            }
        }
    }

    private void compareSet(SetSpec wanted) {
        SetSpec held = have.sets().get(wanted.name());
        if (held == null) {
            transaction.addSet(wanted);
            transaction.addElements(wanted, want.elementsOf(wanted.name()));
        } else if (!held.equals(wanted)) {
            replacedSets.add(wanted.name());
            transaction.replaceSet(wanted);
            transaction.addElements(wanted, want.elementsOf(wanted.name()));
        } else if (have.unread().contains(wanted.name())) {
            transaction.refillSet(wanted, want.elementsOf(wanted.name()));
        } else if (!wanted.isDynamic()) {
            // Packets add the elements of dynamic sets; they are not compared.
            ElementDiff.between(
                    wanted,
                    have.elementsOf(wanted.name()),
                    want.elementsOf(wanted.name()),
                    transaction);
        }
    }

    private void compareChain(Chain wanted) {
        Chain held = have.chains().get(wanted.name());
        if (held == null) {
            transaction.addChain(wanted);
        } else if (!Objects.equals(held.base(), wanted.base())) {
            // The kernel cannot move a base chain: it is deleted and added in one transaction.
            transaction.moveChain(wanted);
        } else if (!held.rules().equals(wanted.rules()) || usesReplacedSet(wanted)) {
            transaction.replaceRules(wanted);
        }
    }

    private boolean usesReplacedSet(Chain chain) {
        if (replacedSets.isEmpty()) {
            return false;
        }
        for (Rule rule : chain.rules()) {
            for (Expression expression : rule.expressions()) {
                String set =
                        switch (expression) {
                            case Expression.Lookup lookup -> lookup.set();
                            case Expression.DynsetUpdate update -> update.set();
                            default -> null;
                        };
                if (set != null && replacedSets.contains(set)) {
                    return true;
                }
            }
        }
        return false;
    }
}
