package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.Ruleset;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import io.nftproxy.kernel.netlink.AttributeReader;
import io.nftproxy.kernel.netlink.MessageReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Gathers a table from the answers to requests for it, its chains, rules, sets, elements, objects
 * and flowtables.
 *
 * <p>Anonymous sets are left out: they come and go with the one rule that refers to them.
 */
public final class RulesetDecoder {
    /** Instead of a number of elements. */
    public static final long UNKNOWN = -1;

    private static final int NFTA_SET_ELEM_LIST_SET = 2;
    static final int NFTA_SET_ELEM_LIST_ELEMENTS = 3;

    /**
     * {@code NFTA_*_TABLE} and {@code NFTA_TABLE_NAME}: the same number in messages of tables,
     * objects and flowtables.
     */
    private static final int NFTA_TABLE = 1;

    private static final int NFTA_TABLE_FLAGS = 2;
    private static final int NFTA_TABLE_USERDATA = 6;
    private static final int NFT_TABLE_F_DORMANT = 1;

    private final TableRef table;
    private final SortedMap<String, ChainCodec.Decoded> chains = new TreeMap<>();
    private final Map<String, List<Rule>> rules = new HashMap<>();
    private final SortedMap<String, SetSpec> sets = new TreeMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private final SortedMap<String, List<Element>> elements = new TreeMap<>();

    private Ruleset.Condition condition = Ruleset.Condition.ACTIVE;

    public RulesetDecoder(TableRef table) {
        this.table = table;
    }

    /** Takes a message in; those about other tables are ignored. */
    public void accept(MessageReader message) {
        if (message.family() != table.family().number()) {
            return;
        }
        switch (message.type()) {
            case NftMessage.NEWTABLE -> table(message.attributes());
            case NftMessage.NEWOBJ, NftMessage.NEWFLOWTABLE -> addition(message.attributes());
            case NftMessage.NEWCHAIN -> chain(ChainCodec.decode(message.attributes()));
            case NftMessage.NEWRULE -> rule(RuleCodec.decode(message.attributes()));
            case NftMessage.NEWSET -> set(SetDecoder.decode(message.attributes()));
            case NftMessage.NEWSETELEM -> elements(message.attributes());
            default -> {}
        }
    }

    /** The sets taken in so far, whose elements can be asked for. */
    public Collection<SetSpec> sets() {
        return List.copyOf(sets.values());
    }

    /** How many elements a set has; {@link #UNKNOWN} where the kernel does not tell. */
    public long count(SetSpec set) {
        return counts.getOrDefault(set.name(), UNKNOWN);
    }

    /** The elements of a set taken in so far. */
    public List<Element> elementsOf(SetSpec set) {
        return elements.getOrDefault(set.name(), List.of());
    }

    /** Whether an element of a set was taken in more than once. */
    public boolean hasElementsTwice(SetSpec set) {
        List<Element> list = elementsOf(set);
        Set<Object> distinct = HashSet.newHashSet(list.size());
        for (Element element : list) {
            if (!distinct.add(element.identity())) {
                return true;
            }
        }
        return false;
    }

    /** Forgets the elements of a set. */
    public void forget(SetSpec set) {
        elements.remove(set.name());
    }

    /** Forgets all that was taken in. */
    public void clear() {
        chains.clear();
        rules.clear();
        sets.clear();
        counts.clear();
        elements.clear();
        condition = Ruleset.Condition.ACTIVE;
    }

    /** The table that was taken in; it exists. */
    public Ruleset ruleset() {
        List<Chain> withRules = new ArrayList<>();
        chains.forEach((name, chain) -> withRules.add(chain(name, chain)));
        Ruleset active = Ruleset.of(withRules, sets.values(), elements);
        return new Ruleset(condition, active.chains(), active.sets(), active.elements());
    }

    private void table(AttributeReader reader) {
        String name = "";
        int flags = 0;
        byte[] userData = {};
        while (reader.next()) {
            switch (reader.type()) {
                case NFTA_TABLE -> name = reader.string();
                case NFTA_TABLE_FLAGS -> flags = reader.u32();
                case NFTA_TABLE_USERDATA -> userData = reader.bytes();
                default -> {}
            }
        }
        if (!name.equals(table.name())) {
            return;
        }
        boolean ours = Arrays.equals(userData, TransactionEncoder.tableComment(Ruleset.COMMENT));
        if (!ours || (flags & ~NFT_TABLE_F_DORMANT) != 0) {
            condition = Ruleset.Condition.ALTERED;
        } else if (flags != 0) {
            condition = Ruleset.Condition.DORMANT;
        }
    }

    /** An object or a flowtable: none is ever written here. */
    private void addition(AttributeReader reader) {
        while (reader.next()) {
            if (reader.type() == NFTA_TABLE && reader.string().equals(table.name())) {
                condition = Ruleset.Condition.ALTERED;
            }
        }
    }

    /** A base chain of a kind that is never written here differs in a rule from any that is. */
    private Chain chain(String name, ChainCodec.Decoded chain) {
        List<Rule> chainRules = new ArrayList<>(rules.getOrDefault(name, List.of()));
        if (chain.foreign()) {
            chainRules.add(Rule.of(new Expression.Opaque("base chain", Bytes.EMPTY)));
        }
        return new Chain(name, chain.base(), chainRules);
    }

    private void chain(ChainCodec.Decoded chain) {
        if (chain.table().equals(table.name())) {
            chains.put(chain.name(), chain);
            if (chain.commented()) {
                condition = Ruleset.Condition.ALTERED;
            }
        }
    }

    private void rule(RuleCodec.Decoded rule) {
        if (rule.table().equals(table.name())) {
            rules.computeIfAbsent(rule.chain(), _ -> new ArrayList<>()).add(rule.rule());
        }
    }

    private void set(SetDecoder.Decoded decoded) {
        if (decoded.table().equals(table.name()) && !decoded.anonymous()) {
            sets.put(decoded.set().name(), decoded.set());
            counts.put(decoded.set().name(), decoded.count());
        }
    }

    private void elements(AttributeReader reader) {
        String set = "";
        AttributeReader list = null;
        while (reader.next()) {
            switch (reader.type()) {
                case NFTA_SET_ELEM_LIST_SET -> set = reader.string();
                case NFTA_SET_ELEM_LIST_ELEMENTS -> list = reader.nested();
                default -> {}
            }
        }
        List<Element> known = elements.get(set);
        List<Element> all = known == null ? new ArrayList<>() : known;
        if (list != null) {
            elements(list, all);
        }
        if (known == null && !all.isEmpty()) {
            elements.put(set, all);
        }
    }

    private static void elements(AttributeReader reader, List<Element> elements) {
        while (reader.next()) {
            Element element = ElementCodec.decode(reader.nested());
            if (!isLowestEnd(element)) {
                elements.add(element);
            }
        }
    }

    /** The end of nothing, with which nft begins each interval set that does not start at 0. */
    private static boolean isLowestEnd(Element element) {
        if (!element.intervalEnd()) {
            return false;
        }
        for (int i = 0; i < element.key().length(); i++) {
            if (element.key().at(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
