package io.nftproxy.netlink.nftables;

import static io.nftproxy.netlink.nftables.TableOutline.UNKNOWN;

import io.nftproxy.diff.Operation;
import io.nftproxy.diff.Transaction;
import io.nftproxy.netlink.nftables.TableOutline.ChainOutline;
import io.nftproxy.netlink.nftables.TableOutline.SetOutline;
import io.nftproxy.ruleset.Element;
import io.nftproxy.ruleset.SetSpec;
import io.nftproxy.ruleset.TableRef;
import io.nftproxy.ruleset.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a table's outline is after a transaction of our own, so that it need not be read again.
 *
 * <p>Exact for transactions of elements. Where it cannot know, as for handles of new rules, it says
 * so; it never guesses.
 */
public final class OutlineForecast {
    private final SortedMap<String, ChainOutline> chains;
    private final SortedMap<String, SetOutline> sets;
    private final Map<String, List<Long>> changedRules = new HashMap<>();
    private boolean usesForgotten;
    private long handle;

    private OutlineForecast(TableOutline before) {
        this.handle = before.handle();
        this.chains = new TreeMap<>(before.chains());
        this.sets = new TreeMap<>(before.sets());
    }

    /** The outline after a transaction, which may be about other tables too. */
    public static TableOutline after(TableOutline before, TableRef table, Transaction transaction) {
        OutlineForecast forecast = new OutlineForecast(before);
        for (Operation operation : transaction.operations()) {
            if (operation.table().equals(table)) {
                forecast.apply(operation);
            }
        }
        return forecast.outline();
    }

    /** Whether a transaction changes only elements of the table. */
    public static boolean onlyElements(TableRef table, Transaction transaction) {
        for (Operation operation : transaction.operations()) {
            if (operation.table().equals(table) && !isAboutElements(operation)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAboutElements(Operation operation) {
        return switch (operation) {
            case Operation.AddElements _,
                    Operation.AddExpiringElements _,
                    Operation.DeleteElements _,
                    Operation.DestroyElements _,
                    Operation.FlushSet _ ->
                    true;
            case Operation.AddTable _,
                    Operation.DeleteTable _,
                    Operation.AddChain _,
                    Operation.FlushChain _,
                    Operation.DeleteChain _,
                    Operation.AddRule _,
                    Operation.DeleteRule _,
                    Operation.AddSet _,
                    Operation.DeleteSet _ ->
                    false;
        };
    }

    private void apply(Operation operation) {
        switch (operation) {
            case Operation.AddTable _ -> handle = handle == 0 ? UNKNOWN : handle;
            case Operation.DeleteTable _ -> {
                handle = 0;
                chains.clear();
                changedRules.clear();
                sets.clear();
            }
            case Operation.AddChain add ->
                    chains.putIfAbsent(
                            add.chain().name(), new ChainOutline(UNKNOWN, UNKNOWN, List.of()));
            case Operation.DeleteChain delete -> {
                chains.remove(delete.chain());
                changedRules.remove(delete.chain());
            }
            case Operation.FlushChain flush -> rules(flush.chain()).clear();
            case Operation.AddRule add -> rules(add.chain()).add(UNKNOWN);
            case Operation.DeleteRule delete -> rules(delete.chain()).remove(delete.handle());
            case Operation.AddSet add ->
                    sets.putIfAbsent(add.set().name(), new SetOutline(UNKNOWN, UNKNOWN));
            case Operation.DeleteSet delete -> sets.remove(delete.set());
            case Operation.FlushSet flush -> {
                count(flush.set(), UNKNOWN);
                usesForgotten = true;
            }
            case Operation.AddElements add -> elements(add.set(), add.elements(), 1);
            case Operation.DeleteElements delete -> elements(delete.set(), delete.elements(), -1);
            case Operation.AddExpiringElements add -> count(add.set().name(), UNKNOWN);
            case Operation.DestroyElements destroy -> {
                count(destroy.set().name(), UNKNOWN);
                usesForgotten = true;
            }
        }
    }

    /** Rules may refer to any chain, so no chain's use is known after one came or went. */
    private List<Long> rules(String chain) {
        usesForgotten = true;
        return changedRules.computeIfAbsent(
                chain,
                _ -> {
                    ChainOutline known = chains.get(chain);
                    return new ArrayList<>(known == null ? List.of() : known.rules());
                });
    }

    private TableOutline outline() {
        chains.replaceAll(
                (name, chain) ->
                        new ChainOutline(
                                chain.handle(),
                                usesForgotten ? UNKNOWN : chain.use(),
                                changedRules.getOrDefault(name, chain.rules())));
        return new TableOutline(handle, chains, sets);
    }

    private void count(String set, long count) {
        sets.computeIfPresent(set, (_, known) -> new SetOutline(known.handle(), count));
    }

    private void elements(SetSpec set, List<Element> elements, int sign) {
        SetOutline known = sets.get(set.name());
        long count = known == null ? UNKNOWN : known.count();
        // The kernel counts the two ends of a range as it likes.
        boolean countable = count != UNKNOWN && !set.flags().contains(SetSpec.Flag.INTERVAL);
        count(set.name(), countable ? count + (long) sign * elements.size() : UNKNOWN);
        if (set.data() instanceof SetSpec.Data.Verdicts) {
            elements.forEach(element -> use(element, sign));
        }
    }

    private void use(Element element, int sign) {
        switch (element.value()) {
            case Verdict.Jump(String chain) -> use(chain, sign);
            case Verdict.Goto(String chain) -> use(chain, sign);
            case Verdict _ -> {}
            default -> usesForgotten = true;
        }
    }

    private void use(String chain, int sign) {
        chains.computeIfPresent(
                chain,
                (_, known) ->
                        known.use() == UNKNOWN
                                ? known
                                : new ChainOutline(
                                        known.handle(), known.use() + sign, known.rules()));
    }
}
