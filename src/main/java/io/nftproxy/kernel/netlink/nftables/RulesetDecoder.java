package io.nftproxy.kernel.netlink.nftables;

import io.nftproxy.core.nft.Bytes;
import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Expression;
import io.nftproxy.core.nft.PackedElements;
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
 * The decoder of a whole table: chains, rules, sets, elements, named objects and flowtables.
 *
 * <p>Anonymous sets are skipped: each is part of a single rule.
 */
public final class RulesetDecoder {
    /** The element count of a set for which the kernel reports none. */
    public static final long UNKNOWN = -1;

    static final int NFTA_SET_ELEM_LIST_SET = 2;
    static final int NFTA_SET_ELEM_LIST_ELEMENTS = 3;

    private static final int NFTA_TABLE_FLAGS = 2;
    private static final int NFTA_TABLE_USERDATA = 6;
    private static final int NFT_TABLE_F_DORMANT = 1;

    private final TableRef table;
    private final SortedMap<String, ChainCodec.Decoded> chains = new TreeMap<>();
    private final Map<String, List<Rule>> rules = new HashMap<>();
    private final SortedMap<String, SetSpec> sets = new TreeMap<>();
    private final Map<String, Long> counts = new HashMap<>();
    private final SortedMap<String, List<Element>> elements = new TreeMap<>();
    private final Set<String> unread = new HashSet<>();

    private Ruleset.Condition condition = Ruleset.Condition.ACTIVE;

    public RulesetDecoder(TableRef table) {
        this.table = table;
    }

    /** Adds a message; those about other tables are ignored. */
    public void accept(MessageReader message) {
        if (message.type() == NftMessage.NEWSETELEM) {
            // It replies to a request for this table. There are many, so no name is compared.
            elements(message.attributes());
            return;
        }
        if (!NftMessage.isAbout(table, message)) {
            return;
        }
        switch (message.type()) {
            case NftMessage.NEWTABLE -> table(message.attributes());
            // nftproxy writes neither.
            case NftMessage.NEWOBJ, NftMessage.NEWFLOWTABLE ->
                    condition = Ruleset.Condition.ALTERED;
            case NftMessage.NEWCHAIN -> chain(ChainCodec.decode(message.attributes()));
            case NftMessage.NEWRULE -> rule(RuleCodec.decode(message.attributes()));
            case NftMessage.NEWSET -> set(SetDecoder.decode(message.attributes()));
            default -> {}
        }
    }

    /** Returns the sets added so far, whose elements can be requested. */
    public Collection<SetSpec> sets() {
        return List.copyOf(sets.values());
    }

    /** Returns a set's element count; {@link #UNKNOWN} if the kernel does not report it. */
    public long count(SetSpec set) {
        return counts.getOrDefault(set.name(), UNKNOWN);
    }

    /** Returns the elements of a set added so far. */
    public List<Element> elementsOf(SetSpec set) {
        return elements.getOrDefault(set.name(), List.of());
    }

    /** Returns whether an element of a set was added more than once. */
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

    /** Discards the elements of a set, and marks it as unread. */
    public void leaveUnread(SetSpec set) {
        elements.remove(set.name());
        unread.add(set.name());
    }

    /** Discards everything added. */
    public void clear() {
        chains.clear();
        rules.clear();
        sets.clear();
        counts.clear();
        elements.clear();
        unread.clear();
        condition = Ruleset.Condition.ACTIVE;
    }

    /** Returns the table as added so far; it is taken to exist. */
    public Ruleset ruleset() {
        List<Chain> withRules = new ArrayList<>();
        chains.forEach((name, chain) -> withRules.add(chain(name, chain)));
        Ruleset active = Ruleset.of(withRules, sets.values(), elements);
        return new Ruleset(condition, active.chains(), active.sets(), active.elements(), unread);
    }

    private void table(AttributeReader attributes) {
        int flags = attributes.u32(NFTA_TABLE_FLAGS, 0);
        boolean ours =
                attributes.find(NFTA_TABLE_USERDATA)
                        && Arrays.equals(
                                attributes.bytes(),
                                TransactionEncoder.tableComment(Ruleset.COMMENT));
        if (!ours || (flags & ~NFT_TABLE_F_DORMANT) != 0) {
            condition = Ruleset.Condition.ALTERED;
        } else if (flags != 0) {
            condition = Ruleset.Condition.DORMANT;
        }
    }

    /** Adds an opaque rule to a base chain of a kind that nftproxy never writes. */
    private Chain chain(String name, ChainCodec.Decoded chain) {
        List<Rule> chainRules = new ArrayList<>(rules.getOrDefault(name, List.of()));
        if (chain.foreign()) {
            chainRules.add(Rule.of(new Expression.Opaque("base chain", Bytes.EMPTY)));
        }
        return new Chain(name, chain.base(), chainRules);
    }

    private void chain(ChainCodec.Decoded chain) {
        chains.put(chain.name(), chain);
        if (chain.commented()) {
            condition = Ruleset.Condition.ALTERED;
        }
    }

    private void rule(RuleCodec.Decoded rule) {
        rules.computeIfAbsent(rule.chain(), _ -> new ArrayList<>()).add(rule.rule());
    }

    private void set(SetDecoder.Decoded decoded) {
        if (!decoded.anonymous()) {
            sets.put(decoded.set().name(), decoded.set());
            counts.put(decoded.set().name(), decoded.count());
        }
    }

    private void elements(AttributeReader attributes) {
        String set = attributes.string(NFTA_SET_ELEM_LIST_SET);
        if (!attributes.find(NFTA_SET_ELEM_LIST_ELEMENTS)) {
            return;
        }
        List<Element> known = elements.get(set);
        List<Element> all = known == null ? emptyList(set) : known;
        AttributeReader reader = attributes.nested();
        while (reader.next()) {
            Element element = ElementCodec.decode(reader.nested());
            if (!isLowestEnd(element)) {
                all = with(all, element);
            }
        }
        if (!all.isEmpty()) {
            elements.put(set, all);
        }
    }

    /** Adds an element to a list; one that cannot be packed makes it a list of objects. */
    private static List<Element> with(List<Element> list, Element element) {
        List<Element> all = list;
        if (all instanceof PackedElements packed && !packed.suits(element)) {
            all = new ArrayList<>(packed);
        }
        all.add(element);
        return all;
    }

    private List<Element> emptyList(String set) {
        SetSpec spec = sets.get(set);
        return spec == null ? new ArrayList<>() : PackedElements.listFor(spec);
    }

    /**
     * Returns whether this is the first interval end, which nft adds if a set does not start at 0.
     */
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
