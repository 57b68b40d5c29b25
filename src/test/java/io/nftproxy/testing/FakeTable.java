package io.nftproxy.testing;

import static io.nftproxy.testing.Refusal.EBUSY;
import static io.nftproxy.testing.Refusal.EEXIST;
import static io.nftproxy.testing.Refusal.EMLINK;
import static io.nftproxy.testing.Refusal.ENOENT;

import io.nftproxy.core.diff.Operation;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.Verdict;
import io.nftproxy.testing.FakeChain.HandledRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of one table, and the effect or rejection of each operation. */
final class FakeTable {
    /** {@code NFT_JUMP_STACK_SIZE}, the depth to which the kernel follows gotos and jumps. */
    private static final int DEPTH_MAX = 16;

    private static final int NAME_MAX = 255;

    private final SortedMap<String, FakeChain> chains = new TreeMap<>();
    private final SortedMap<String, FakeSet> sets = new TreeMap<>();
    private final Map<String, Integer> chainUses = new HashMap<>();
    private final Map<String, Integer> setUses = new HashMap<>();
    private long lastHandle;
    private boolean dormant;

    FakeTable copy() {
        FakeTable copy = new FakeTable();
        chains.forEach((name, chain) -> copy.chains.put(name, chain.copy()));
        sets.forEach((name, set) -> copy.sets.put(name, set.copy()));
        copy.chainUses.putAll(chainUses);
        copy.setUses.putAll(setUses);
        copy.lastHandle = lastHandle;
        copy.dormant = dormant;
        return copy;
    }

    Ruleset toRuleset() {
        List<Chain> plain = new ArrayList<>();
        chains.forEach((name, chain) -> plain.add(chain.toChain(name)));
        SortedMap<String, List<Element>> elements = new TreeMap<>();
        sets.forEach((name, set) -> elements.put(name, set.elements()));
        List<SetSpec> specs = sets.values().stream().map(FakeSet::spec).toList();
        Ruleset active = Ruleset.of(plain, specs, elements);
        return dormant ? active.as(Ruleset.Condition.DORMANT) : active;
    }

    void setDormant(boolean dormant) {
        this.dormant = dormant;
    }

    @Nullable FakeSet set(String name) {
        return sets.get(name);
    }

    /** Applies an operation on anything but a whole table. */
    void apply(Operation operation) throws Refusal {
        switch (operation) {
            case Operation.AddChain add -> addChain(add.chain());
            case Operation.FlushChain flush -> flush(chain(flush.chain()));
            case Operation.DeleteChain delete -> deleteChain(delete.chain());
            case Operation.AddRule add -> addRule(chain(add.chain()), add.rule());
            case Operation.DeleteRule delete -> deleteRule(delete);
            case Operation.AddSet add -> addSet(add.set());
            case Operation.DeleteSet delete -> deleteSet(delete.set());
            case Operation.FlushSet flush -> deleteAll(existing(flush.set()));
            case Operation.AddElements add -> {
                for (Element element : add.elements()) {
                    addElement(existing(add.set()), element);
                }
            }
            case Operation.DeleteElements delete -> {
                for (Element element : delete.elements()) {
                    release(existing(delete.set()).delete(element));
                }
            }
            case Operation.DestroyElements destroy -> {
                for (Element element : destroy.elements()) {
                    release(existing(destroy.set()).remove(element));
                }
            }
            case Operation.AddTable _, Operation.DeleteTable _ ->
                    throw new IllegalArgumentException(operation.toString());
        }
    }

    private void addChain(Chain chain) throws Refusal {
        Refusal.unless(chain.name().length() <= NAME_MAX, Refusal.ERANGE, "a long name");
        FakeChain held = chains.get(chain.name());
        if (held == null) {
            chains.put(chain.name(), new FakeChain(chain.base(), new ArrayList<>()));
        } else {
            boolean same = held.base() == null || held.base().equals(chain.base());
            Refusal.unless(same, Refusal.EOPNOTSUPP, "another hook");
        }
    }

    private void flush(FakeChain chain) {
        chain.rules().forEach(rule -> count(rule.rule(), -1));
        chain.rules().clear();
    }

    private void deleteChain(String name) throws Refusal {
        flush(chain(name));
        Refusal.unless(chainUses.getOrDefault(name, 0) == 0, EBUSY, name + " is in use");
        chains.remove(name);
    }

    private void addRule(FakeChain chain, Rule rule) throws Refusal {
        new FakeRuleCheck(chains, sets).check(rule);
        count(rule, 1);
        chain.rules().add(new HandledRule(++lastHandle, rule));
    }

    private void deleteRule(Operation.DeleteRule delete) throws Refusal {
        List<HandledRule> rules = chain(delete.chain()).rules();
        for (HandledRule rule : rules) {
            if (rule.handle() == delete.handle()) {
                rules.remove(rule);
                count(rule.rule(), -1);
                return;
            }
        }
        throw new Refusal(ENOENT, "no rule " + delete.handle());
    }

    private void addSet(SetSpec spec) throws Refusal {
        Refusal.unless(spec.name().length() <= NAME_MAX, Refusal.ERANGE, "a long name");
        FakeSet held = sets.get(spec.name());
        if (held == null) {
            sets.put(spec.name(), new FakeSet(spec));
        } else {
            Refusal.unless(held.spec().equals(spec), EEXIST, "another declaration");
        }
    }

    private void deleteSet(String name) throws Refusal {
        FakeSet set = existing(name);
        Refusal.unless(setUses.getOrDefault(name, 0) == 0, EBUSY, name + " is in use");
        deleteAll(set);
        sets.remove(name);
    }

    private void deleteAll(FakeSet set) {
        set.elements().forEach(element -> release(set.remove(element)));
    }

    private void addElement(FakeSet set, Element element) throws Refusal {
        if (element.value() instanceof Verdict verdict) {
            FakeRuleCheck.target(chains, verdict);
        }
        if (set.add(element)) {
            count(element, 1);
        }
    }

    private void release(@Nullable Element element) {
        if (element != null) {
            count(element, -1);
        }
    }

    private FakeChain chain(String name) throws Refusal {
        FakeChain chain = chains.get(name);
        if (chain == null) {
            throw new Refusal(ENOENT, "no chain " + name);
        }
        return chain;
    }

    private FakeSet existing(String name) throws Refusal {
        FakeSet set = sets.get(name);
        if (set == null) {
            throw new Refusal(ENOENT, "no set " + name);
        }
        return set;
    }

    private FakeSet existing(SetSpec spec) throws Refusal {
        FakeSet set = existing(spec.name());
        boolean same = set.spec().key().equals(spec.key());
        Refusal.unless(same, Refusal.EINVAL, "another type of key");
        return set;
    }

    private void count(Element element, int step) {
        if (element.value() instanceof Verdict verdict) {
            FakeRuleCheck.targets(verdict)
                    .forEach(name -> chainUses.merge(name, step, Integer::sum));
        }
    }

    private void count(Rule rule, int step) {
        for (Expression expression : rule.expressions()) {
            switch (expression) {
                case Expression.Lookup lookup -> setUses.merge(lookup.set(), step, Integer::sum);
                case Expression.DynsetUpdate update ->
                        setUses.merge(update.set(), step, Integer::sum);
                case Expression.ImmediateVerdict immediate ->
                        FakeRuleCheck.targets(immediate.verdict())
                                .forEach(name -> chainUses.merge(name, step, Integer::sum));
                default -> {}
            }
        }
    }

    /** Runs the checks that the kernel does after all operations. */
    void checkWhole() throws Refusal {
        for (FakeSet set : sets.values()) {
            set.checkIntervals();
        }
        Map<String, Integer> depths = new HashMap<>();
        for (FakeChain chain : chains.values()) {
            if (chain.base() != null) {
                follow(chain, 1, depths);
            }
        }
    }

    private void follow(FakeChain chain, int depth, Map<String, Integer> depths) throws Refusal {
        Refusal.unless(depth <= DEPTH_MAX, EMLINK, "jumps too deep");
        for (HandledRule rule : chain.rules()) {
            for (Expression expression : rule.rule().expressions()) {
                for (String target : targets(expression)) {
                    // Only a chain that is reached deeper than before can lead too deep.
                    if (depths.getOrDefault(target, 0) <= depth) {
                        depths.put(target, depth + 1);
                        follow(chain(target), depth + 1, depths);
                    }
                }
            }
        }
    }

    private List<String> targets(Expression expression) throws Refusal {
        if (expression instanceof Expression.ImmediateVerdict(Verdict verdict)) {
            return FakeRuleCheck.targets(verdict);
        }
        List<String> targets = new ArrayList<>();
        if (expression instanceof Expression.Lookup lookup && lookup.verdict()) {
            for (Element element : existing(lookup.set()).elements()) {
                if (element.value() instanceof Verdict verdict) {
                    targets.addAll(FakeRuleCheck.targets(verdict));
                }
            }
        }
        return targets;
    }
}
