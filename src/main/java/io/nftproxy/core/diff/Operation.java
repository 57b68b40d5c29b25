package io.nftproxy.core.diff;

import io.nftproxy.core.nft.Chain;
import io.nftproxy.core.nft.Element;
import io.nftproxy.core.nft.Rule;
import io.nftproxy.core.nft.SetSpec;
import io.nftproxy.core.nft.TableRef;
import java.util.List;

/** One operation of a {@link Transaction}, named as the nft command. */
public sealed interface Operation {
    TableRef table();

    /** {@code add table}: succeeds if the table exists, and makes a dormant table active. */
    record AddTable(TableRef table, String comment) implements Operation {}

    /** {@code delete table} with its content: fails if the table does not exist. */
    record DeleteTable(TableRef table) implements Operation {}

    /** {@code add chain}, without its rules: succeeds if the chain exists. */
    record AddChain(TableRef table, Chain chain) implements Operation {}

    /** {@code flush chain}: deletes the rules of a chain. */
    record FlushChain(TableRef table, String chain) implements Operation {}

    /** {@code delete chain}: fails while a rule or an element refers to the chain. */
    record DeleteChain(TableRef table, String chain) implements Operation {}

    /** {@code add rule}: appends a rule to a chain. */
    record AddRule(TableRef table, String chain, Rule rule) implements Operation {}

    /** {@code delete rule … handle}. */
    record DeleteRule(TableRef table, String chain, long handle) implements Operation {}

    /** {@code add set} or {@code add map}. */
    record AddSet(TableRef table, SetSpec set) implements Operation {}

    /** {@code delete set}: fails while a rule refers to the set. */
    record DeleteSet(TableRef table, String set) implements Operation {}

    /** {@code flush set}: deletes the elements of a set. */
    record FlushSet(TableRef table, String set) implements Operation {}

    /** An operation on elements of one set. */
    sealed interface OnElements extends Operation {
        SetSpec set();

        List<Element> elements();

        /** Returns the same operation on other elements of the set. */
        OnElements with(List<Element> others);
    }

    /**
     * {@code add element}: fails if a key exists with another value.
     *
     * @param timeoutMs after which the kernel deletes an element, unless a packet renews it; 0 for
     *     the set's default
     */
    record AddElements(TableRef table, SetSpec set, List<Element> elements, long timeoutMs)
            implements OnElements {
        /** Adds elements with the set's default timeout; most sets have none. */
        public AddElements(TableRef table, SetSpec set, List<Element> elements) {
            this(table, set, elements, 0);
        }

        @Override
        public AddElements with(List<Element> others) {
            return new AddElements(table, set, others, timeoutMs);
        }
    }

    /** {@code delete element}: fails if a key does not exist. */
    record DeleteElements(TableRef table, SetSpec set, List<Element> elements)
            implements OnElements {
        @Override
        public DeleteElements with(List<Element> others) {
            return new DeleteElements(table, set, others);
        }
    }

    /** {@code destroy element}: a delete that ignores missing keys. Needs kernel 6.3. */
    record DestroyElements(TableRef table, SetSpec set, List<Element> elements)
            implements OnElements {
        @Override
        public DestroyElements with(List<Element> others) {
            return new DestroyElements(table, set, others);
        }
    }
}
