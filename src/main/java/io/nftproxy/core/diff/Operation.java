package io.nftproxy.core.diff;

import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import java.util.List;

/** One step of a {@link Transaction}, in nft's verbs. */
public sealed interface Operation {
    TableRef table();

    /** {@code add table}: succeeds if it exists, and makes it active if it is dormant. */
    record AddTable(TableRef table, String comment) implements Operation {}

    /** {@code delete table} with all it holds: fails if it does not exist. */
    record DeleteTable(TableRef table) implements Operation {}

    /** {@code add chain}, without the rules: succeeds if it exists. */
    record AddChain(TableRef table, Chain chain) implements Operation {}

    /** {@code flush chain}: removes its rules. */
    record FlushChain(TableRef table, String chain) implements Operation {}

    /** {@code delete chain}: fails while something refers to it. */
    record DeleteChain(TableRef table, String chain) implements Operation {}

    /** {@code add rule}: appends. */
    record AddRule(TableRef table, String chain, Rule rule) implements Operation {}

    /** {@code delete rule … handle}. */
    record DeleteRule(TableRef table, String chain, long handle) implements Operation {}

    /** {@code add set} or {@code add map}. */
    record AddSet(TableRef table, SetSpec set) implements Operation {}

    /** {@code delete set}: fails while a rule refers to it. */
    record DeleteSet(TableRef table, String set) implements Operation {}

    /** {@code flush set}: removes its elements. */
    record FlushSet(TableRef table, String set) implements Operation {}

    /** {@code add element}: fails if a key is there with another value. */
    record AddElements(TableRef table, SetSpec set, List<Element> elements) implements Operation {}

    /**
     * {@code add element … timeout}: to a set that packets fill, as they would.
     *
     * @param timeoutMs after which they vanish, unless a packet comes before
     */
    record AddExpiringElements(TableRef table, SetSpec set, List<Element> elements, long timeoutMs)
            implements Operation {}

    /** {@code delete element}: fails if a key is not there. */
    record DeleteElements(TableRef table, SetSpec set, List<Element> elements)
            implements Operation {}

    /** {@code destroy element}: as delete, but a missing key is no error. Needs kernel 6.3. */
    record DestroyElements(TableRef table, SetSpec set, List<Element> elements)
            implements Operation {}
}
